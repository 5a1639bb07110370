import type { Pattern } from "../../patterns/pattern.ts";
import { patternRule } from "../../patterns/pattern-rule.ts";
import { ruleWeights } from "../../severities.ts";
import type { Rule } from "../rule.ts";
import { android, androidInPrograms } from "./android.ts";
import { propertyList, propertyListAsData, propertyListInProgram } from "./apple.ts";
import { aws, transferProtocols } from "./aws.ts";
import { applicationGateway, azure, azureCommands, azureProtocols } from "./azure.ts";
import { cdk } from "./cdk.ts";
import { inProgram } from "./code.ts";
import { commands } from "./commands.ts";
import { type Check, entryFinder } from "./entry-rule.ts";
import { frameworks, frameworksInPrograms, serviceMetadata } from "./frameworks.ts";
import { google, httpProxy } from "./google.ts";
import { albIngress, gatewayListener, istioGateway, kubernetes, meshes, strimziListener } from "./kubernetes.ts";
import { listenerOfModule, listenerOfTask, listenerPort, listenerProtocol } from "./listeners.ts";
import { grafana, scrapeScheme } from "./monitoring.ts";
import { dockerDaemon, platforms, swaggerSchemes } from "./platforms.ts";
import { apacheHost, haproxyFrontend, nginxListener, webServers } from "./servers.ts";
import type { Setting } from "./setting.ts";
import { hostNoSsl, insecureEndpoint, kafka, kafkaListeners, stores } from "./stores.ts";

const settings: readonly Setting[] = [
  ...[aws, azure, google, platforms, kubernetes, meshes],
  ...[stores, kafka, grafana, frameworks, webServers, android],
].flat();

const checks: readonly Check[] = [
  ...[listenerProtocol, listenerPort, listenerOfTask, listenerOfModule, azureProtocols, applicationGateway, httpProxy],
  ...[istioGateway, gatewayListener, albIngress, strimziListener, nginxListener, apacheHost, haproxyFrontend],
  ...[kafkaListeners, hostNoSsl, insecureEndpoint, scrapeScheme, swaggerSchemes],
  ...[transferProtocols, serviceMetadata, propertyList, propertyListAsData],
];

const patterns: readonly Pattern[] = [
  ...settings.filter(({ inCode }) => inCode).map(inProgram),
  ...[
    cdk,
    commands,
    azureCommands,
    dockerDaemon,
    androidInPrograms,
    propertyListInProgram,
    frameworksInPrograms,
  ].flat(),
];

const inFormats = entryFinder(settings, checks, ruleWeights.HTTP040);
const inPrograms = patternRule({
  id: "HTTP040",
  title: "Infrastructure that takes or makes unencrypted connections",
  remedy: "Use HTTPS or TLS here, or redirect to it.",
  yieldsTo: "HTTP050",
  patterns,
});

/** HTTP040: configuration of load balancers, stores, meshes and platforms without TLS in transit. */
export const infrastructure: Rule = {
  ...inPrograms,
  words: [...new Set([...inPrograms.words, ...inFormats.words])],
  suspects: (source, places) => inFormats.suspects(source, places) || inPrograms.suspects?.(source, places) === true,
  *find(source, given, places) {
    yield* inFormats.find(source, given, places);
    yield* inPrograms.find(source, given, places);
  },
};

import type { Pattern } from "../../patterns/pattern.ts";
import type { Place } from "../../patterns/place.ts";
import { bracketsAt, callAround, programs } from "./code.ts";

const why = "The load balancer answers without encryption, and does not redirect to HTTPS.";
const redirect = /redirect/i;
const encrypted =
  /ApplicationProtocol\.HTTPS|protocol\s*[:=]\s*["']HTTPS["']|certificate|\b443\b|sslPolicy|ssl_policy/i;
const target = /target/i;

/**
 * Listeners in programs: the CDK, https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_elasticloadbalancingv2-readme.html, and Pulumi,
 * https://www.pulumi.com/registry/packages/aws/api-docs/lb/listener/
 */
export const cdk: readonly Pattern[] = [
  {
    words: ["applicationprotocol"],
    languages: programs,
    in: "code",
    match: /\bprotocol\s*(?:[:=(]|=>)\s*(?:\w+[.:]+){0,5}ApplicationProtocol[._]HTTP\b/i,
    when: (place) => !target.test(callee(place)) && !redirect.test(callAround(place)),
    why,
  },
  {
    words: ["addlistener", "add_listener", "addapplicationlistener", "applicationlistener"],
    languages: programs,
    in: "code",
    match: /\b(?:add_?(?:application_?)?listener|new\s+(?:\w+\.){0,3}ApplicationListener)\s*\(/i,
    when: (place) => isHttpListener(callOf(place)),
    why,
  },
  {
    words: [
      "lb.listener",
      "alb.listener",
      "lb.newlistener",
      "alb.newlistener",
      "elasticloadbalancingv2.listener",
      "cfnlistener",
      "lblistener(",
      "create_listener",
      "createlistener",
    ],
    languages: programs,
    in: "code",
    match:
      /\b(?:(?:a?lb|elasticloadbalancingv2)\.(?:New)?Listener|(?:New)?CfnListener|\ba?lblistener|create_?listener(?:command)?)\s*\(/i,
    when: (place) =>
      /\bprotocol["']?\s*[:=]\s*(?:[\w.]{1,40}\()?["']HTTP["']/i.test(callOf(place)) && !redirect.test(callOf(place)),
    why,
  },
];

/** The arguments of the call whose bracket ends the match. */
function callOf({ source: { text }, end }: Place): string {
  return bracketsAt(text, end - 1);
}

/** On port 80, as a number alone, without what would make it HTTPS, a redirect, or a listener of another layer. */
function isHttpListener(call: string): boolean {
  const isPort = /\bport["']?\s*(?:[:=(]|=>)\s*(?:jsii\.Number\()?80\b/i.test(call);
  return isPort && !encrypted.test(call) && !redirect.test(call) && !/Protocol[.:]+(?:TCP|UDP|TLS)\b/i.test(call);
}

function callee({ source: { text }, start }: Place): string {
  const before = text.slice(Math.max(0, start - 600), start);
  return /([\w.]+)\s*\((?:[^()]|\([^()]*\)){0,600}$/.exec(before)?.[1] ?? "";
}

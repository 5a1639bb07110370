import { ancestorsOf, childOf, type Entry, isNamed } from "../../entries/entry.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Check } from "./entry-rule.ts";
import { isPartOf, resourceOf } from "./resource.ts";
import { off, on, type Setting } from "./setting.ts";

/**
 * Microsoft Azure, as Terraform, Bicep, ARM templates and Pulumi name it: https://learn.microsoft.com/azure/templates/,
 * https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs
 */
export const azure: readonly Setting[] = [
  {
    keys: ["https_only"],
    values: off,
    why: "The application answers without encryption.",
  },
  {
    keys: [
      "https_traffic_only_enabled",
      "enable_https_traffic_only",
      "supports_https_traffic_only",
      "https_traffic_only",
    ],
    values: off,
    inCode: true,
    why: "The storage account answers without encryption.",
  },
  { keys: ["ftps_state"], values: ["AllAllowed"], inCode: true, why: "Files are taken by FTP without encryption." },
  {
    keys: ["is_http_allowed"],
    values: on,
    inCode: true,
    why: "The content delivery network answers without encryption.",
  },
  {
    keys: ["ssl_enforcement_enabled", "ssl_enforcement"],
    values: off,
    inCode: true,
    why: "The database takes connections without encryption.",
  },
  {
    keys: ["non_ssl_port_enabled", "enable_non_ssl_port"],
    values: on,
    inCode: true,
    why: "The cache takes connections without encryption.",
  },
  { keys: ["client_protocol"], values: ["plaintext"], inCode: true, why: "The cache is spoken to without encryption." },
  {
    keys: ["allow_insecure_connections", "ingress.allow_insecure"],
    values: on,
    why: "The application answers without encryption.",
  },
  {
    keys: ["encryption_in_transit_enabled", "is_encryption_in_transit_enabled"],
    values: off,
    inCode: true,
    why: "The cluster's nodes talk to each other without encryption.",
  },
  {
    keys: ["forwarding_protocol"],
    values: ["HttpOnly"],
    inCode: true,
    why: "Front Door fetches from its origin without encryption.",
  },
  {
    keys: ["https_redirect"],
    values: ["Disabled"],
    when: (entry) => isPartOf(entry, /Microsoft\.Cdn/i),
    why: "Front Door answers without encryption instead of redirecting to HTTPS.",
  },
  {
    keys: ["https_redirect_enabled"],
    values: off,
    why: "Requests without encryption are not redirected to HTTPS.",
  },
  {
    keys: ["winrm_listener.protocol", "listeners.protocol"],
    values: ["http"],
    when: (entry) => isPartOf(entry, /virtual_?machine/i),
    why: "The machine is managed without encryption.",
  },
];

/** What takes several protocols, HTTP among them: an API, and a route of Front Door that does not redirect. */
export const azureProtocols: Check = {
  words: ["protocols", "accepted_protocols", "acceptedprotocols", "supported_protocols", "supportedprotocols"],
  find(entry) {
    const http = entry.children.find(({ value }) => value?.toLowerCase() === "http");
    if (http === undefined) return undefined;
    if (isPartOf(entry, /api_?management.*apis?$/i)) return { entry: http };
    const isRoute = isPartOf(entry, /front_?door|Microsoft\.Cdn.*routes$/i);
    return isRoute && !redirects(entry) ? { entry: http } : undefined;
  },
  why: "It answers without encryption.",
};

/** A route of both protocols sends on to HTTPS unless it is told not to. */
function redirects(protocols: Entry): boolean {
  if (childOf(protocols.parent, "redirect_configuration", "route_configuration") !== undefined) return true;
  const asked = childOf(resourceOf(protocols)?.settings, "https_redirect_enabled", "https_redirect");
  return protocols.children.length > 1 && !off.includes(asked?.value?.toLowerCase() ?? "");
}

/** A listener of an Application Gateway without a rule that redirects. */
export const applicationGateway: Check = {
  words: ["protocol"],
  value: /^http$/i,
  find(entry) {
    const resource = resourceOf(entry);
    if (resource === undefined || !/application_?gateway/i.test(resource.type) || !isListener(entry)) return undefined;
    const redirect = childOf(resource.settings, "redirect_configuration", "redirect_configurations");
    return redirect === undefined ? { entry } : undefined;
  },
  why: "The application gateway's listener answers without encryption.",
};

/** Whether the nearest block that is no item of a list, nor its properties, is of listeners. */
function isListener(entry: Entry): boolean {
  const block = [...ancestorsOf(entry)].find(({ key }) => key !== "" && key !== "properties");
  return ["http_listener", "http_listeners"].some((name) => isNamed(block?.key ?? "", name));
}

const shells = ["shell", "powershell", "batch", "makefile", "yaml", "yaml-block", "groovy"];

/** The command line and PowerShell, https://learn.microsoft.com/cli/azure/ */
export const azureCommands: readonly Pattern[] = [
  {
    words: ["--https-only", "-httpsonly", "-enablehttpstrafficonly", "--require-secure-transport", "--ssl-enforcement"],
    languages: shells,
    match:
      /(?<![\w-])(?:--https-only|-HttpsOnly|-EnableHttpsTrafficOnly|--require-secure-transport|--ssl-enforcement)[ \t=:]+["']?(?:\$?false|disabled|off)\b/i,
    why: "It answers without encryption.",
  },
  {
    words: ["--enable-non-ssl-port", "-enablenonsslport"],
    languages: shells,
    match: /(?<![\w-])(?:--enable-non-ssl-port|-EnableNonSslPort)\b(?![ \t=:]+["']?\$?false)/i,
    why: "The cache takes connections without encryption.",
  },
  {
    words: "--allow-insecure",
    languages: ["shell", "yaml-block"],
    match: /\baz[ \t]+containerapp[^\n;|&]{0,250}--allow-insecure(?![ \t=]+["']?false)(?![\w-])/i,
    why: "The application answers without encryption.",
  },
  {
    words: ["httpsonly", "https_only"],
    languages: ["javascript", "python", "csharp", "go", "java", "kotlin"],
    match: /\b(?:new\s|App\(|azure|appservice|web\.)[^;]{0,200}\bhttps_?only\s*[:=]\s*(?:[\w.]{1,20}\()?false\b/i,
    why: "The application answers without encryption.",
  },
];

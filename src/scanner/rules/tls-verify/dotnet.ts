import type { Pattern } from "../../patterns/pattern.ts";
import { isDone } from "./context.ts";
import { weightIfDone } from "./hosts.ts";

const languages = ["csharp", "fsharp", "visual-basic", "powershell", "shell", "yaml-block"];
const unverified = "Certificates are not verified.";
const TRUE = "(?:\\{\\s*(?://[^\\n]*\\s*)?return\\s+\\$?true\\s*;?|\\$?true\\b(?!\\s*(?:&&|\\|\\||\\?)))";
const ANSWER = `(?:(?:static\\s+)?(?:\\([^()]{0,200}\\)|\\w+)\\s*=>\\s*${TRUE}|delegate\\s*(?:\\([^()]{0,240}\\)\\s*)?${TRUE}|Function\\s*\\([^()]{0,200}\\)\\s*True\\b|(?:\\(\\s*)?fun\\b[^>\\n]{0,120}->\\s*true\\b|\\{\\s*(?:param\\s*\\([^()]{0,160}\\)\\s*)?(?:return\\s+)?\\$true)`;

/** .NET: System.Net, WCF, gRPC, MailKit and PowerShell on top of it. */
export const dotnet: readonly Pattern[] = [
  {
    // https://learn.microsoft.com/dotnet/api/system.net.security.remotecertificatevalidationcallback
    words: ["certificatevalidationcallback", "certificatecustomvalidationcallback"],
    languages,
    match: new RegExp(
      `Certificate(?:Custom)?ValidationCallback\\b\\s*(?:(?:\\+?=|<-|\\(|:)\\s*)?(?:\\[[\\w.]+\\]\\s*)?(?:new\\s+[\\w.]+\\s*\\(\\s*)?${ANSWER}`,
      "i",
    ),
    when: isDone,
    why: unverified,
  },
  {
    words: "sslpolicyerrors",
    languages,
    match: new RegExp(
      `\\(\\s*[^(){};]{0,200}\\bSslPolicyErrors\\s+\\w+\\s*\\)\\s*(?:\\{\\s*(?://[^\\n]*\\s*)?return\\s+true\\s*;|=>\\s*(?:\\{\\s*return\\s+)?true\\b(?!\\s*(?:&&|\\|\\|)))|\\bsslPolicyErrors\\s*\\)\\s*=>\\s*${TRUE}`,
      "i",
    ),
    when: isDone,
    why: unverified,
  },
  {
    words: ["new sslstream", "sslstream("],
    languages,
    match: new RegExp(`\\bnew\\s+SslStream\\s*\\([^;{}]{0,160}?,\\s*(?:new\\s+\\w+\\s*\\(\\s*)?${ANSWER}`),
    when: isDone,
    why: unverified,
  },
  {
    words: "verifyservercertificate",
    languages,
    match: new RegExp(`\\bVerifyServerCertificate\\s*\\+?=\\s*(?:new\\s+\\w+\\s*\\(\\s*)?${ANSWER}`),
    when: isDone,
    why: unverified,
  },
  {
    words: "dangerousacceptanyservercertificatevalidator",
    languages,
    match: /\bDangerousAcceptAnyServerCertificateValidator\b/,
    when: isDone,
    why: unverified,
  },
  {
    words: "checkvalidationresult",
    match: /\bCheckValidationResult\s*\([^(){};]{0,300}\)\s*(?:\{\s*return\s+true\s*;|=>\s*true\b)/,
    why: unverified,
  },
  {
    words: ["certificatevalidationmode", "x509certificatevalidationmode"],
    match: /\bcertificateValidationMode\b\s*=\s*(?:(?:\w+\.)*X509CertificateValidationMode\.None\b|["']None["'])/i,
    why: unverified,
  },
  {
    words: "ignorableservercertificateerrors",
    languages,
    match:
      /\bIgnorableServerCertificateErrors\.Add\s*\(\s*ChainValidationResult\.(?:Untrusted|InvalidName|IncompleteChain)/,
    why: unverified,
  },
  {
    // https://mimekit.net/docs/html/T_MailKit_Security_SecureSocketOptions.htm
    words: "securesocketoptions.none",
    languages,
    match: /\bSecureSocketOptions\.None\b/,
    when: weightIfDone,
    why: "Mail is sent without TLS.",
  },
  {
    words: "enablessl",
    match: /\benableSsl\s*=\s*["']?false\b/i,
    when: weightIfDone,
    why: "Mail is sent without TLS.",
  },
  {
    words: "channelcredentials.insecure",
    languages,
    match: /\bChannelCredentials\.Insecure\b/,
    when: weightIfDone,
    why: "gRPC is spoken without TLS.",
  },
  {
    // https://learn.microsoft.com/dotnet/framework/wcf/feature-details/transport-security-overview
    words: ["securitymode.none", "httpsecuritymode.none"],
    languages,
    match:
      /\b(?:BasicHttp|WSHttp|NetTcp|WSDualHttp|NetNamedPipe|Basic|WebHttp|WSFederationHttp|MessageSecurity)?SecurityMode\.None\b/,
    when: weightIfDone,
    why: "The WCF binding is not secured.",
  },
  {
    words: "<security",
    languages: ["xml"],
    match: /<security\s+(?:[\w:]+\s*=\s*"[^"]*"\s+){0,5}mode\s*=\s*["']None["']/,
    why: "The WCF binding is not secured.",
  },
];

import type { Pattern } from "../../patterns/pattern.ts";

const languages = ["shell", "powershell", "batch", "makefile", "yaml", "yaml-block", "groovy", "json", "ini", "plain"];
const listener = "The load balancer answers without encryption, and does not redirect to HTTPS.";

/** Command lines that set infrastructure up, or start a server, without TLS. */
export const commands: readonly Pattern[] = [
  // https://docs.aws.amazon.com/cli/latest/reference/elbv2/create-listener.html
  {
    words: ["create-listener", "modify-listener"],
    languages,
    match: /\belbv2[ \t]+(?:create|modify)-listener\b(?:[^\n;|&]|\\\r?\n){0,300}?--protocol[ \t=]+["']?HTTP\b["']?/,
    when: ({ source, start }) =>
      !/redirect/i.test(source.text.slice(start, start + 700).split(/\n(?<!\\\r?\n)/)[0] ?? ""),
    why: listener,
  },
  {
    words: ["create-load-balancer"],
    languages,
    match: /\belb[ \t]+create-load-balancer(?:-listeners)?\b(?:[^\n;|&]|\\\r?\n){0,300}?\bProtocol=["']?HTTP\b/i,
    why: listener,
  },
  // https://cloud.google.com/sdk/gcloud/reference/sql/instances/patch
  {
    words: ["--no-require-ssl", "allow_unencrypted_and_encrypted"],
    languages: ["shell", "yaml-block", "powershell", "makefile"],
    match: /--no-require-ssl\b|--ssl-mode[ \t=]+["']?ALLOW_UNENCRYPTED_AND_ENCRYPTED\b/i,
    why: "The database takes connections without encryption.",
  },
  {
    words: "--security-level",
    languages: ["shell", "yaml-block", "makefile"],
    match: /--security-level[ \t=]+["']?secure-(?:optional|never)\b/i,
    why: "The function answers without encryption.",
  },
  {
    words: "--no-transit-encryption-enabled",
    match: /--no-transit-encryption-enabled\b/,
    why: "The store is spoken to without encryption.",
  },
  // https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
  {
    words: ["--insecure-port", "--insecure-bind-address", "--kubelet-https"],
    match: /--insecure-port[= ](?!0\b)\d+|--insecure-bind-address[= ](?!127\.)[\d.:]+|--kubelet-https[= ]false/,
    why: "The cluster's interface answers without encryption.",
  },
  {
    words: "--enable-insecure-login",
    match: /--enable-insecure-login\b(?!=false)/,
    why: "The dashboard takes logins without encryption.",
  },
  // https://www.cockroachlabs.com/docs/stable/cockroach-start
  {
    words: "cockroach",
    languages: ["shell", "yaml", "yaml-block", "json", "ini"],
    match: /\bcockroach["']?[, \t]+["']?(?:start(?:-single-node)?|sql|init)\b[^\n;|&#]{0,200}--insecure\b(?!=false)/,
    why: "The database is spoken to without encryption.",
  },
  // https://learn.microsoft.com/windows/win32/winrm/installation-and-configuration-for-windows-remote-management
  {
    words: "allowunencrypted",
    match: /\bAllowUnencrypted["']?(?:[ \t]*=[ \t]*|[ \t]+-Value[ \t]+)["'\\]{0,2}\$?true\b/i,
    why: "The machine is managed without encryption.",
  },
  // https://docs.spring.io/spring-security/reference/servlet/exploits/http.html
  {
    words: "requiresinsecure",
    languages: ["java", "kotlin", "groovy", "scala"],
    in: "code",
    match: /\brequiresInsecure\s*\(/,
    why: "Requests are demanded without encryption.",
  },
];

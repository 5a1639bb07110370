import { expect, test } from "vitest";
import { foundIn } from "./found-in.ts";

const ingress = (...annotations: readonly string[]) =>
  [
    "apiVersion: networking.k8s.io/v1",
    "kind: Ingress",
    "metadata:",
    "  annotations:",
    ...annotations.map((line) => `    ${line}`),
  ].join("\n");
const istio = (kind: string, ...lines: readonly string[]) =>
  ["apiVersion: security.istio.io/v1", `kind: ${kind}`, "spec:", ...lines.map((line) => `  ${line}`)].join("\n");
const gateway = (...lines: readonly string[]) =>
  [
    "apiVersion: gateway.networking.k8s.io/v1",
    "kind: Gateway",
    "spec:",
    "  listeners:",
    ...lines.map((line) => `  ${line}`),
  ].join("\n");

test.for([
  [ingress('nginx.ingress.kubernetes.io/ssl-redirect: "false"'), "5"],
  [ingress("nginx.ingress.kubernetes.io/ssl-redirect: 'false' # behind a proxy"), "5"],
  [ingress('"nginx.ingress.kubernetes.io/force-ssl-redirect": "false"'), "5"],
  [ingress('ingress.kubernetes.io/ssl-redirect: "false"'), "5"],
  [ingress('haproxy.org/ssl-redirect: "false"'), "5"],
  [ingress('appgw.ingress.kubernetes.io/ssl-redirect: "false"'), "5"],
  [ingress('kubernetes.io/ingress.allow-http: "true"'), "5"],
  [ingress('traefik.ingress.kubernetes.io/router.tls: "false"'), "5"],
  [ingress("traefik.ingress.kubernetes.io/router.entrypoints: web"), "5"],
  [ingress("alb.ingress.kubernetes.io/listen-ports: '[{\"HTTP\": 80}]'"), "5"],
  [ingress('konghq.com/protocols: "http"'), "5"],
  [ingress('nginx.ingress.kubernetes.io/ssl-redirect: "true"'), ""],
  [ingress('# nginx.ingress.kubernetes.io/ssl-redirect: "false"'), ""],
  [ingress("nginx.ingress.kubernetes.io/ssl-redirect: {{ .Values.redirect | quote }}"), ""],
  [ingress('nginx.ingress.kubernetes.io/ssl-redirect: "{{ .Values.redirect }}"'), ""],
  [ingress('nginx.ingress.kubernetes.io/backend-protocol: "HTTP"'), ""],
  [ingress('kubernetes.io/ingress.allow-http: "false"'), ""],
  [ingress("traefik.ingress.kubernetes.io/router.entrypoints: websecure"), ""],
  [
    ingress(
      "traefik.ingress.kubernetes.io/router.entrypoints: web",
      "traefik.ingress.kubernetes.io/router.middlewares: default-https@kubernetescrd",
    ),
    "",
  ],
  [
    ingress(
      'alb.ingress.kubernetes.io/listen-ports: \'[{"HTTP": 80}, {"HTTPS": 443}]\'',
      "alb.ingress.kubernetes.io/ssl-redirect: '443'",
    ),
    "",
  ],
  [ingress('konghq.com/protocols: "https"'), ""],
  ['kind: ConfigMap\napiVersion: v1\ndata:\n  ssl-redirect: "false"', "4"],
  ['kind: ConfigMap\napiVersion: v1\ndata:\n  server.insecure: "true"', "4"],
  ["apiVersion: route.openshift.io/v1\nkind: Route\nspec:\n  tls:\n    insecureEdgeTerminationPolicy: Allow", "5"],
  ["apiVersion: route.openshift.io/v1\nkind: Route\nspec:\n  tls:\n    insecureEdgeTerminationPolicy: Redirect", ""],
  ["apiVersion: projectcontour.io/v1\nkind: HTTPProxy\nspec:\n  routes:\n  - permitInsecure: true", "5"],
  ["apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - livenessProbe:\n      httpGet:\n        scheme: HTTP", ""],
  ["apiVersion: v1\nkind: Service\nspec:\n  ports:\n  - protocol: TCP\n    appProtocol: http", ""],
  ["apiVersion: networking.gke.io/v1beta1\nkind: FrontendConfig\nspec:\n  redirectToHttps:\n    enabled: false", "5"],
  ["apiVersion: networking.gke.io/v1beta1\nkind: FrontendConfig\nspec:\n  redirectToHttps:\n    enabled: true", ""],
] as const)("%j → %j", ([text, lines]) => {
  expect(foundIn("deploy/a.yaml", text)).toBe(lines);
});

test.for([
  [istio("PeerAuthentication", "mtls:", "  mode: DISABLE"), "5"],
  [istio("PeerAuthentication", "mtls: {mode: DISABLE}"), "4"],
  [istio("PeerAuthentication", "portLevelMtls:", "  8080:", "    mode: STRICT"), ""],
  [istio("PeerAuthentication", "mtls:", "  mode: STRICT"), ""],
  [istio("PeerAuthentication", "mtls:", "  mode: PERMISSIVE"), "5 notice"],
  [istio("DestinationRule", "trafficPolicy:", "  tls:", "    mode: DISABLE"), "6"],
  [istio("DestinationRule", "trafficPolicy:", "  tls:", "    mode: ISTIO_MUTUAL"), ""],
  [istio("DestinationRule", "trafficPolicy:", "  loadBalancer:", "    mode: DISABLE"), ""],
  [istio("Gateway", "servers:", "- port:", "    number: 80", "    protocol: HTTP", "  hosts: ['*']"), "7"],
  [istio("Gateway", "servers:", "- port:", "    protocol: HTTP", "  tls:", "    httpsRedirect: true"), ""],
  [istio("Gateway", "servers:", "- port:", "    protocol: HTTPS"), ""],
  [istio("ServiceEntry", "ports:", "- port:", "    protocol: HTTP"), ""],
  [gateway("- name: http", "  protocol: HTTP", "  port: 80"), "6 warning"],
  [gateway("- name: http", "  protocol: HTTP", "- name: https", "  protocol: HTTPS"), ""],
  [gateway("- protocol: HTTP").concat("\n---\nkind: HTTPRoute\nspec:\n  filters:\n  - type: RequestRedirect"), ""],
  ["static_resources:\n  virtual_hosts:\n  - name: x\n    require_tls: NONE", "4"],
  ["static_resources:\n  virtual_hosts:\n  - name: x\n    require_tls: ALL", ""],
  [
    "apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nspec:\n  kafka:\n    listeners:\n    - name: out\n      type: loadbalancer\n      tls: false",
    "8",
  ],
  [
    "apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nspec:\n  kafka:\n    listeners:\n    - name: plain\n      type: internal\n      tls: false",
    "8 notice",
  ],
  [
    "apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nspec:\n  kafka:\n    listeners:\n    - name: tls\n      type: internal\n      tls: true",
    "",
  ],
  ["kind: A\nmode: DISABLE\n---\ntls: x\nmode: DISABLE", ""],
] as const)("%j → %j", ([text, lines]) => {
  expect(foundIn("deploy/a.yaml", text)).toBe(lines);
});

test.for([
  ["vault.hcl", 'listener "tcp" {\n  address = "0.0.0.0:8200"\n  tls_disable = 1\n}', "3"],
  ["vault.hcl", 'listener "tcp" {\n  address = "0.0.0.0:8200"\n  tls_disable = "true"\n}', "3"],
  ["vault.hcl", 'listener "tcp" {\n  address = "127.0.0.1:8200"\n  tls_disable = true\n}', ""],
  ["vault.hcl", 'listener "tcp" {\n  tls_disable = false\n}', ""],
  ["vault/values.yaml", "global:\n  tlsDisable: true", "2"],
  ["nomad.hcl", "tls {\n  http = false\n  rpc = true\n}", "2"],
  ["traefik.yml", "api:\n  insecure: true", "2"],
  ["traefik.toml", "[api]\n  insecure = true", "2"],
  ["traefik.yml", "api:\n  insecure: false", ""],
] as const)("%s: %j → %j", ([path, text, lines]) => {
  expect(foundIn(path, text)).toBe(lines);
});

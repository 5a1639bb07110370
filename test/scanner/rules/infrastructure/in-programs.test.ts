import { expect, test } from "vitest";
import { foundIn } from "./found-in.ts";

test.for([
  ["a.ts", "lb.addListener('L', { port: 80, open: true });", "1"],
  [
    "a.ts",
    "lb.addListener('L', {\n  port: 80,\n  defaultAction: ListenerAction.redirect({ protocol: 'HTTPS', port: '443' }),\n});",
    "",
  ],
  ["a.ts", "lb.addListener('L', { port: 443, certificates: [c] });", ""],
  ["a.ts", "nlb.addListener('L', { port: 80, protocol: Protocol.TCP });", ""],
  ["a.ts", "new elbv2.ApplicationListener(this, 'L', { loadBalancer: lb, port: 80 });", "1"],
  ["a.ts", "lb.addListener('L', {\n  port: 8080,\n  protocol: elbv2.ApplicationProtocol.HTTP,\n});", "3"],
  ["a.ts", "lb.addListener('L', { port: 443, protocol: elbv2.ApplicationProtocol.HTTPS, certificates: [c] });", ""],
  ["a.ts", "new ApplicationLoadBalancedFargateService(this, 'S', { protocol: ApplicationProtocol.HTTP });", "1"],
  [
    "a.ts",
    "new ApplicationLoadBalancedFargateService(this, 'S', { protocol: ApplicationProtocol.HTTPS, targetProtocol: ApplicationProtocol.HTTP });",
    "",
  ],
  ["a.ts", "listener.addTargets('T', { port: 80, protocol: ApplicationProtocol.HTTP });", ""],
  ["a.ts", "new ApplicationTargetGroup(this, 'T', { protocol: ApplicationProtocol.HTTP });", ""],
  ["a.py", "lb.add_listener('L', port=80, open=True)", "1"],
  [
    "a.py",
    "lb.add_listener('L', port=80, default_action=elbv2.ListenerAction.redirect(protocol='HTTPS', port='443'))",
    "",
  ],
  ["A.java", 'lb.addListener("L", BaseApplicationListenerProps.builder().port(80).open(true).build());', "1"],
  ["A.java", 'lb.addListener("L", BaseApplicationListenerProps.builder().port(443).certificates(c).build());', ""],
  ["a.ts", "socket.addListener('data', onData);", ""],
  ["a.ts", "new aws.lb.Listener('l', { port: 80, protocol: 'HTTP', defaultActions: [{ type: 'forward' }] });", "1"],
  [
    "a.ts",
    "new aws.lb.Listener('l', { port: 80, protocol: 'HTTP', defaultActions: [{ type: 'redirect', redirect: { protocol: 'HTTPS' } }] });",
    "",
  ],
  ["a.py", "aws.lb.Listener('l', port=80, protocol='HTTP', default_actions=[f])", "1"],
  ["a.go", 'lb.NewListener(ctx, "l", &lb.ListenerArgs{Port: pulumi.Int(80), Protocol: pulumi.String("HTTP")})', "1"],
] as const)("%s: %j → %j", ([path, text, lines]) => {
  expect(foundIn(path, text)).toBe(lines);
});

test.for([
  ["a.ts", "const b = { viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.ALLOW_ALL };"],
  ["a.ts", "viewerProtocolPolicy: 'allow-all',"],
  ["a.py", "x(viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.ALLOW_ALL)"],
  ["a.py", "config = {'ViewerProtocolPolicy': 'allow-all'}"],
  ["A.java", "b.viewerProtocolPolicy(ViewerProtocolPolicy.ALLOW_ALL)"],
  ["a.cs", "new BehaviorOptions { ViewerProtocolPolicy = ViewerProtocolPolicy.ALLOW_ALL };"],
  ["a.go", "x{ViewerProtocolPolicy: awscloudfront.ViewerProtocolPolicy_ALLOW_ALL}"],
  ["a.go", 'x{ViewerProtocolPolicy: pulumi.String("allow-all")}'],
  ["a.ts", "new Domain(this, 'D', { enforceHttps: false });"],
  ["a.go", "x{EnforceHttps: jsii.Bool(false)}"],
  ["a.ts", "originProtocolPolicy: OriginProtocolPolicy.HTTP_ONLY,"],
  ["a.ts", "new x({ transitEncryptionEnabled: false })"],
  ["a.py", "client.create_replication_group(TransitEncryptionEnabled=False)"],
  ["a.ts", "nodeToNodeEncryption: false,"],
  ["a.ts", "clientBroker: ClientBrokerEncryption.TLS_PLAINTEXT,"],
  ["a.ts", "new StorageAccount('s', { enableHttpsTrafficOnly: false });"],
  ["a.py", "StorageAccount('s', supports_https_traffic_only=False)"],
  ["a.ps1", "Set-AzStorageAccount -Name x -EnableHttpsTrafficOnly $false"],
  ["a.sh", "az webapp update --https-only false -n x"],
  ["a.sh", "az redis create --enable-non-ssl-port"],
  ["a.sh", "dockerd -H tcp://0.0.0.0:2375"],
  ["a.sh", "export DOCKER_HOST=tcp://build.initech.io:2375"],
  ["docker.service", "ExecStart=/usr/bin/dockerd -H fd:// -H tcp://0.0.0.0:2375"],
  ["a.gradle", 'manifestPlaceholders = [usesCleartextTraffic: "true"]'],
  ["a.ts", "infoPlist: { NSAppTransportSecurity: { NSAllowsArbitraryLoads: true } }"],
  ["Project.swift", '"NSAppTransportSecurity": ["NSAllowsArbitraryLoads": true]'],
  ["capacitor.config.ts", "const config = { server: { androidScheme: 'http', cleartext: true } };"],
  ["wp-config.php", "<?php define('FORCE_SSL_ADMIN', false);"],
] as const)("%s: %j → found", ([path, text]) => {
  expect(foundIn(path, text)).toBe("1");
});

test.for([
  ["a.ts", "viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,"],
  ["a.ts", "// viewerProtocolPolicy: ViewerProtocolPolicy.ALLOW_ALL,"],
  ["a.ts", "if (x.enforceHttps === false) throw new Error('enforceHttps: ' + x);"],
  ["a.ts", "enforceHttps: true,"],
  ["a.ts", "enforceHttps: falsey,"],
  ["a.ts", "enforceHttps: boolean = false"],
  ["a.ts", "function deploy(enforceHttps = false) {}"],
  ["a.py", "def deploy(name, enforce_https=False):"],
  ["a.py", "enforce_https: bool = False"],
  ["a.py", "app.add_middleware(SessionMiddleware, https_only=False)"],
  ["a.sh", "az webapp update --https-only true -n x"],
  ["a.sh", "az redis create --enable-non-ssl-port false"],
  ["a.sh", "dockerd -H tcp://127.0.0.1:2375"],
  ["a.sh", "dockerd --tlsverify -H tcp://0.0.0.0:2376"],
  ["a.ts", "cleartext: true"],
  ["a.ts", "infoPlist: { NSAppTransportSecurity: { NSAllowsArbitraryLoads: false } }"],
] as const)("%s: %j → nothing", ([path, text]) => {
  expect(foundIn(path, text)).toBe("");
});

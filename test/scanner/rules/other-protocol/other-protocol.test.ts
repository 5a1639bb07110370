import { expect, test } from "vitest";
import { found } from "../../found.ts";

const schemes =
  "ftp telnet gopher tftp smtp ldap imap pop3 amqp mqtt rtmp irc nntp stomp redis mongodb nats git svn rtsp coap sip".split(
    " ",
  );

test.for(schemes)("%s:// to a host of the internet → a warning", (scheme) => {
  expect(found("a.py", `c = connect("${scheme}://h.initech.io/a")`)).toEqual(["HTTP004 warning 1"]);
  expect(found("a.yaml", `url: ${scheme}://u:p@h.initech.io:1234/a`)).toEqual(["HTTP004 warning 1"]);
});

test.for(schemes)("%s:// to this machine, for documentation or in a comment → nothing", (scheme) => {
  expect(found("a.py", `c = connect("${scheme}://localhost/a")`)).toEqual([]);
  expect(found("a.yaml", `url: ${scheme}://127.0.0.1:1234/a`)).toEqual([]);
  expect(found("a.js", `connect('${scheme}://h.example.com')`)).toEqual([]);
  expect(found("a.js", `// connect('${scheme}://h.initech.io')`)).toEqual([]);
});

test.for([
  "ftps",
  "sftp",
  "ldaps",
  "imaps",
  "pop3s",
  "amqps",
  "mqtts",
  "rediss",
  "smtps",
  "rtmps",
  "ircs",
  "mongodb+srv",
  "git+ssh",
  "svn+ssh",
  "sips",
])("%s:// → nothing", (scheme) => {
  expect(found("a.py", `c = connect("${scheme}://h.initech.io/a")`)).toEqual([]);
});

test.for([
  ["a.py", "u = f'amqp://{user}:{password}@{host}:5672/'"],
  ["a.py", "u = 'redis://' + host"],
  ["a.js", "c(`redis://${host}:6379`)"],
  ["a.go", 'fmt.Sprintf("nats://%s:4222", host)'],
  ["a.sh", "curl ftp://$HOST/a"],
  ["docker-compose.yml", "REDIS_URL: redis://${REDIS_HOST}:6379"],
  [".env", "LDAP_URL=ldap://dc1.initech.io"],
  ["application.properties", "spring.data.mongodb.uri=mongodb://db.initech.io/a"],
  ["a.json", '{"u": "ftp:\\/\\/ftp.initech.io"}'],
  ["a.js", "c('redis://10.0.0.1:6379')"],
  ["a.js", "call('sip:bob@voice.initech.io')"],
  ["a.html", "<img src='ftp://ftp.initech.io/a.png'>"],
] as const)("%s: %s → a warning", ([path, text]) => {
  expect(found(path, text)).toEqual(["HTTP004 warning 1"]);
});

test.for([
  ["docker-compose.yml", "AMQP: amqp://rabbitmq:5672"],
  ["a.js", "c('mongodb://mongo:27017/a')"],
  ["a.yaml", "u: redis://cache.payments.svc.cluster.local"],
  ["a.html", "<a href='ftp://ftp.initech.io/a'>a</a>"],
] as const)("%s: %s → a notice", ([path, text]) => {
  expect(found(path, text)).toEqual(["HTTP004 notice 1"]);
});

test.for([
  ["a parameter", "a.js", "c('mongodb://db.initech.io/a?tls=true')"],
  ["a parameter among others", "a.js", "c('mongodb://a.initech.io,b.initech.io/a?replicaSet=r&ssl=true')"],
  ["a parameter of SMTP", ".env", "MAILER_DSN=smtp://m.initech.io:587?encryption=tls"],
  ["an option after", "a.js", "createClient({ url: 'redis://cache.initech.io', socket: { tls: true } })"],
  ["an argument after", "a.py", "r = redis.from_url('redis://cache.initech.io', ssl=True)"],
  ["a port of TLS", "a.py", "c = connect('amqp://h.initech.io:5671/')"],
  ["an upgrade", "a.py", "c = ldap.initialize('ldap://dc1.initech.io')\nc.start_tls_s()"],
  ["git over TLS of Yocto", "a.bb", 'SRC_URI = "git://git.initech.io/a;protocol=https"'],
  ["SIP over TLS", "a.js", "call('sip:bob@voice.initech.io;transport=tls')"],
  ["a prefix", "a.py", "if url.startswith('ftp://'): pass"],
  ["a comparison", "a.js", "if (u === 'redis://cache.initech.io') f()"],
  ["a list of schemes", "a.js", "const schemes = ['ftp://', 'http://', 'git://']"],
  ["a repository for display", "package.json", '{"repository": "git://github.com/initech/a.git"}'],
  ["prose", "a.js", "console.log('use ftp://ftp.initech.io')"],
  ["another scheme", "a.js", "f('xftp://h.initech.io', 'postgres://h.initech.io')"],
] as const)("%s in %s: %s → nothing", ([, path, text]) => {
  expect(found(path, text)).toEqual([]);
});

test("an allowed host → nothing", () => {
  expect(found("a.js", "c('redis://cache.initech.io')", ["cache.initech.io"])).toEqual([]);
});

test.for([
  "c('mongodb://db.initech.io/a?tls=false')",
  "createClient({ url: 'redis://cache.initech.io', socket: { tls: false } })",
])("%s, where TLS is switched off → a warning, whatever else", (text) => {
  expect(found("a.js", text)).toContain("HTTP004 warning 1");
});

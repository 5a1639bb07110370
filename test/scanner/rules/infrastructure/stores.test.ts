import { expect, test } from "vitest";
import { foundIn } from "./found-in.ts";

test.for([
  ["elasticsearch.yml", "xpack.security.http.ssl.enabled: false", "1"],
  ["elasticsearch.yml", "xpack.security.http.ssl:\n  enabled: false\n  keystore.path: x", "2"],
  ["elasticsearch.yml", "xpack:\n  security:\n    transport:\n      ssl:\n        enabled: false", "5"],
  ["elasticsearch.yml", "xpack.security.http.ssl.enabled: true", ""],
  ["elasticsearch.yml", "xpack.ml.enabled: false", ""],
  ["docker-compose.yml", "services:\n  es:\n    environment:\n      - xpack.security.http.ssl.enabled=false", "4"],
  ["docker-compose.yml", "services:\n  es:\n    environment:\n      xpack.security.http.ssl.enabled: 'false'", "4"],
  ["opensearch.yml", "plugins.security.ssl.http.enabled: false", "1"],
  ["kibana.yml", "server.ssl.enabled: false", "1"],
  ["mongod.conf", "net:\n  port: 27017\n  tls:\n    mode: disabled", ""],
  ["mongod.yaml", "net:\n  tls:\n    mode: disabled", "3"],
  ["mongod.yaml", "net:\n  ssl:\n    mode: allowSSL", "3"],
  ["mongod.yaml", "net:\n  tls:\n    mode: requireTLS", ""],
  ["my.cnf", "[mysqld]\nrequire_secure_transport = OFF", "2"],
  ["my.cnf", "[mysqld]\nrequire-secure-transport=0", "2"],
  ["my.cnf", "[mysqld]\nssl=0", "2"],
  ["my.cnf", "[mysqld]\nskip-ssl", "2"],
  ["my.cnf", "[mysqld]\n# skip-ssl\nrequire_secure_transport=ON\nssl=1", ""],
  ["my.cnf", "[client]\nssl-mode=DISABLED", "2"],
  ["my.cnf", "[client]\nssl-mode=REQUIRED", ""],
  ["postgresql.conf", "ssl = off", "1"],
  ["postgresql.conf", "ssl = off # for now", "1"],
  ["postgresql.conf", "#ssl = off\nssl = on", ""],
  ["db.conf", "listen_addresses = '*'\nssl = 'off'", "2"],
  ["any.conf", "ssl = off", ""],
  ["pg_hba.conf", "hostnossl all all 0.0.0.0/0 md5", "1"],
  ["pg_hba.conf", "hostnossl all all 0.0.0.0/0 reject\nhostssl all all 0.0.0.0/0 md5", ""],
  ["pg_hba.conf", "hostnossl all all 127.0.0.1/32 md5", ""],
  ["cassandra.yaml", "client_encryption_options:\n  enabled: false", "2"],
  ["cassandra.yaml", "server_encryption_options:\n  internode_encryption: none", "2"],
  [
    "cassandra.yaml",
    "client_encryption_options:\n  enabled: true\nserver_encryption_options:\n  internode_encryption: all",
    "",
  ],
  ["influxdb.conf", "[http]\n  https-enabled = false", "2"],
  ["influxdb.conf", "[http]\n  https-enabled = true", ""],
  [
    "hdfs-site.xml",
    "<configuration><property><name>dfs.http.policy</name>\n<value>HTTP_ONLY</value></property></configuration>",
    "2",
  ],
  [
    "hdfs-site.xml",
    "<configuration><property><name>dfs.http.policy</name><value>HTTPS_ONLY</value></property></configuration>",
    "",
  ],
  ["config.properties", "http-server.https.enabled=false", "1"],
  ["config.properties", "internal-communication.https.required=true", ""],
] as const)("%s: %j → %j", ([path, text, lines]) => {
  expect(foundIn(path, text)).toBe(lines);
});

test.for([
  ["application.yml", "spring:\n  kafka:\n    security:\n      protocol: SASL_SSL", ""],
  ["server.properties", "security.inter.broker.protocol=PLAINTEXT", "1"],
  ["server.properties", "listeners=PLAINTEXT://:9092", "1 warning"],
  ["server.properties", "listeners=PLAINTEXT://0.0.0.0:9092,SSL://:9093", "1 warning"],
  ["server.properties", "advertised.listeners=PLAINTEXT://b1.initech.io:9092", "1"],
  ["server.properties", "advertised.listeners=PLAINTEXT://kafka:9092", "1 notice"],
  ["server.properties", "listeners=PLAINTEXT://localhost:9092", ""],
  ["server.properties", "listeners=SASL_SSL://:9093", ""],
  ["server.properties", "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SSL:SSL", ""],
  ["docker-compose.yml", "environment:\n  KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://b1.initech.io:9092", "2"],
  ["docker-compose.yml", "environment:\n  - KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://b1.initech.io:9092", "2"],
  ["application.yml", "spring:\n  kafka:\n    security:\n      protocol: PLAINTEXT", "4"],
  ["deploy.yaml", "env:\n- name: KAFKA_SECURITY_PROTOCOL\n  value: PLAINTEXT", "3"],
] as const)("%s: %j → %j", ([path, text, lines]) => {
  expect(foundIn(path, text)).toBe(lines);
});

test.for([
  ["scrape_configs:\n- scheme: http\n  static_configs:\n  - targets: ['metrics.initech.io:9100']", "2"],
  ["scrape_configs:\n- scheme: http\n  static_configs: [{targets: ['10.0.0.4:9100']}]", "2 warning"],
  ["scrape_configs:\n- scheme: http\n  static_configs:\n  - targets: [node:9100]", "2 notice"],
  ["scrape_configs:\n- scheme: http\n  static_configs:\n  - targets:\n    - localhost:9090\n    - 127.0.0.1:9100", ""],
  ["scrape_configs:\n- scheme: http\n  kubernetes_sd_configs:\n  - role: pod", "2 notice"],
  ["scrape_configs:\n- scheme: https\n  static_configs:\n  - targets: ['metrics.initech.io:9100']", ""],
  [
    "alerting:\n  alertmanagers:\n  - scheme: http\n    static_configs:\n    - targets: ['alerts.initech.io:9093']",
    "3",
  ],
  ["httpGet:\n  scheme: http", ""],
] as const)("prometheus.yml: %j → %j", ([text, lines]) => {
  expect(foundIn("prometheus.yml", text)).toBe(lines);
});

test.for([
  ["otel.yaml", "exporters:\n  otlp:\n    endpoint: otel.initech.io:4317\n    tls:\n      insecure: true", "5"],
  ["otel.yaml", "exporters:\n  otlp:\n    endpoint: collector:4317\n    tls:\n      insecure: true", "5 notice"],
  ["otel.yaml", "exporters:\n  otlp:\n    endpoint: localhost:4317\n    tls:\n      insecure: true", ""],
  ["loki.yaml", "s3:\n  endpoint: s3.initech.io\n  insecure: true", "3"],
  ["a.yaml", "insecure: true", ""],
  ["grafana.ini", "[server]\nprotocol = http", "2 notice"],
  ["grafana.ini", "[server]\nprotocol = https", ""],
  ["daemon.json", '{"hosts": ["unix:///var/run/docker.sock", "tcp://0.0.0.0:2375"]}', "1"],
] as const)("%s: %j → %j", ([path, text, lines]) => {
  expect(foundIn(path, text)).toBe(lines);
});

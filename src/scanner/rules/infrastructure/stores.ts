import { childOf, childValue } from "../../entries/entry.ts";
import { isLocal, judgeHost } from "../../hosts/judge-host.ts";
import type { Check } from "./entry-rule.ts";
import { off, on, type Setting, saidBy } from "./setting.ts";

const database = "The database takes connections without encryption.";
const search = "The search engine talks without encryption.";

/** Databases, search engines and the like, by their own configuration. */
export const stores: readonly Setting[] = [
  // https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/security-settings
  { keys: ["xpack.security.http.ssl.enabled", "xpack.security.transport.ssl.enabled"], values: off, why: search },
  { keys: ["plugins.security.ssl.http.enabled", "opendistro_security.ssl.http.enabled"], values: off, why: search },
  // https://www.mongodb.com/docs/manual/reference/configuration-options/#net-options
  {
    keys: ["net.tls.mode", "net.ssl.mode"],
    values: ["disabled", "allowTLS", "preferTLS", "allowSSL", "preferSSL"],
    why: database,
  },
  // https://dev.mysql.com/doc/refman/en/using-encrypted-connections.html
  { keys: ["require_secure_transport"], values: off, inCode: true, why: database },
  { keys: ["mysqld.ssl", "mysql.ssl", "client.ssl", "mariadb.ssl"], values: off, why: database },
  {
    keys: ["mysqld.skip_ssl", "client.skip_ssl", "mysql.skip_ssl", "mariadb.skip_ssl"],
    values: ["", ...on],
    why: database,
  },
  {
    keys: ["client.ssl_mode", "mysql.ssl_mode"],
    values: ["DISABLED", "PREFERRED"],
    why: "The client does without encryption.",
  },
  // https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-SSL
  {
    keys: ["ssl"],
    values: off,
    languages: ["ini", "plain"],
    when: (entry, { source }) =>
      /postgres|dovecot/i.test(source.path) ||
      childOf(entry.parent, "listen_addresses", "shared_buffers", "max_connections", "ssl_cert_file") !== undefined,
    why: database,
  },
  // https://cassandra.apache.org/doc/latest/cassandra/managing/operating/security.html
  { keys: ["client_encryption_options.enabled"], values: off, why: database },
  {
    keys: ["server_encryption_options.internode_encryption"],
    values: ["none"],
    why: "The database's nodes talk to each other without encryption.",
  },
  // https://docs.influxdata.com/influxdb/v1/administration/config/
  { keys: ["http.https_enabled"], values: off, languages: ["toml", "ini"], why: database },
  // https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-common/SecureMode.html
  {
    keys: ["dfs.http.policy", "yarn.http.policy", "mapreduce.jobhistory.http.policy"],
    values: ["HTTP_ONLY"],
    why: "Hadoop answers without encryption.",
  },
  {
    keys: [
      "dfs.encrypt.data.transfer",
      "hadoop.ssl.enabled",
      "hbase.ssl.enabled",
      "hive.server2.use.ssl",
      "spark.ssl.enabled",
      "spark.network.crypto.enabled",
    ],
    values: off,
    why: "Data is transferred without encryption.",
  },
  {
    keys: ["internal_communication.https.required", "http_server.https.enabled"],
    values: off,
    why: "The query engine talks without encryption.",
  },
];

/** Kafka, https://kafka.apache.org/documentation/#security_ssl; `security.protocol` in one piece is HTTP030's. */
export const kafka: readonly Setting[] = [
  {
    keys: ["security.inter.broker.protocol"],
    values: ["PLAINTEXT", "SASL_PLAINTEXT"],
    why: "Kafka's brokers talk to each other without encryption.",
  },
  {
    keys: ["security.protocol"],
    values: ["PLAINTEXT", "SASL_PLAINTEXT"],
    when: ({ key }) => key === "protocol" || key === "value",
    why: "Kafka is spoken to without encryption.",
  },
];

/** The addresses that Kafka's brokers listen at, or are found at. */
export const kafkaListeners: Check = {
  words: ["listeners"],
  find(entry, { settings }) {
    const said = saidBy(entry);
    if (said === undefined || !/(?:^|[._])listeners$/i.test(said.path)) return undefined;
    const weights = [...said.value.matchAll(/\b(?:SASL_)?PLAINTEXT:\/\/([^,\s]*)/g)].map(({ 1: host }) =>
      /^(?:0\.0\.0\.0)?:\d+$/.test(host ?? "") ? ("warning" as const) : judgeHost(host ?? "", settings),
    );
    const severity = (["error", "warning", "notice"] as const).find((weight) => weights.includes(weight));
    return severity === undefined ? undefined : { entry: said.entry, severity };
  },
  why: "Kafka's brokers accept clients without encryption.",
};

/** PostgreSQL's list of who may connect, https://www.postgresql.org/docs/current/auth-pg-hba-conf.html */
export const hostNoSsl: Check = {
  words: ["hostnossl"],
  languages: ["ini", "plain"],
  find(entry) {
    const words = entry.value?.split(/\s+/) ?? [];
    const isClosed = words.includes("reject") || isLocal(words[2]?.replace(/\/.*/, "") ?? "");
    return entry.key !== "hostnossl" || words.length < 4 || isClosed ? undefined : { entry };
  },
  why: database,
};

/** A client of an object store or a collector that does without TLS, by where it goes. */
export const insecureEndpoint: Check = {
  words: ["insecure"],
  languages: ["yaml", "toml", "json"],
  value: /^(?:true|yes|on)$/i,
  find(entry, { settings }) {
    const block = entry.parent?.key === "tls" ? entry.parent.parent : entry.parent;
    const endpoint = childValue(block, "endpoint", "endpoints");
    if (endpoint === undefined || endpoint.includes("://")) return undefined;
    const severity = judgeHost(endpoint, settings);
    return severity === null ? undefined : { entry, severity };
  },
  why: "The endpoint is spoken to without encryption.",
};

import { ancestorNamed, childValue } from "../../entries/entry.ts";
import type { Check } from "./entry-rule.ts";
import { isPartOf } from "./resource.ts";
import { off, on, type Setting } from "./setting.ts";

/**
 * Amazon Web Services, as Terraform, CloudFormation, Pulumi and the CDK name it: https://registry.terraform.io/providers/hashicorp/aws/latest/docs,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html
 */
export const aws: readonly Setting[] = [
  {
    keys: ["viewer_protocol_policy"],
    values: ["allow-all"],
    inCode: true,
    why: "CloudFront answers viewers without encryption.",
  },
  {
    keys: ["origin_protocol_policy", "custom_origin_config.protocol_policy"],
    values: ["http-only"],
    inCode: true,
    why: "CloudFront fetches from its origin without encryption.",
  },
  {
    keys: ["enforce_https", "enforce_https_tls"],
    values: off,
    inCode: true,
    why: "The search domain answers without encryption.",
  },
  {
    keys: [
      "node_to_node_encryption.enabled",
      "node_to_node_encryption_options.enabled",
      "node_to_node_encryption_enabled",
    ],
    values: off,
    why: "The search domain's nodes talk to each other without encryption.",
  },
  {
    keys: ["node_to_node_encryption"],
    values: off,
    inCode: true,
    why: "The search domain's nodes talk to each other without encryption.",
  },
  {
    keys: ["client_broker"],
    values: ["PLAINTEXT", "TLS_PLAINTEXT"],
    inCode: true,
    why: "Kafka's brokers accept clients without encryption.",
  },
  {
    keys: ["in_cluster"],
    values: off,
    when: (entry) => ancestorNamed(entry, "encryption_in_transit") !== undefined,
    why: "Kafka's brokers talk to each other without encryption.",
  },
  {
    keys: ["transit_encryption_enabled", "in_transit_encryption_enabled", "enable_in_transit_encryption"],
    values: off,
    inCode: true,
    why: "The store is spoken to without encryption.",
  },
  {
    keys: ["transit_encryption_mode"],
    values: ["preferred"],
    why: "The cache takes connections without encryption, too.",
  },
  {
    keys: ["cluster_endpoint_encryption_type"],
    values: ["NONE"],
    inCode: true,
    why: "The DAX cluster is spoken to without encryption.",
  },
  {
    keys: ["tls_enabled"],
    values: off,
    when: (entry) => isPartOf(entry, /memorydb/i),
    why: "The store is spoken to without encryption.",
  },
  {
    keys: ["transit_encryption"],
    values: ["DISABLED"],
    inCode: true,
    why: "The file system is mounted without encryption in transit.",
  },
  {
    keys: ["rds.force_ssl", "neptune_enforce_ssl"],
    values: off,
    why: "The database takes connections without encryption.",
  },
  {
    keys: ["tls"],
    values: ["disabled"],
    when: (entry) => isPartOf(entry, /docdb/i),
    why: "The database takes connections without encryption.",
  },
  {
    keys: ["enable_inter_container_traffic_encryption"],
    values: off,
    inCode: true,
    why: "The job's containers talk to each other without encryption.",
  },
  { keys: ["jdbc_enforce_ssl"], values: off, inCode: true, why: "The database is spoken to without encryption." },
  {
    keys: ["ssl_mode"],
    values: ["none"],
    when: (entry) => isPartOf(entry, /dms/i),
    why: "The database is spoken to without encryption.",
  },
  {
    keys: ["ssl_properties.disable_ssl"],
    values: on,
    why: "The database is spoken to without encryption.",
  },
  {
    keys: ["protocol"],
    values: ["http"],
    when: (entry) => isPartOf(entry, /sns.*subscription/i),
    why: "Messages are delivered without encryption.",
  },
  {
    keys: ["tls.mode"],
    values: ["DISABLED"],
    when: (entry) => isPartOf(entry, /appmesh/i),
    why: "The mesh's listener takes connections without encryption.",
  },
  {
    keys: ["redirect_all_requests_to.protocol"],
    values: ["http"],
    why: "Visitors of the website are sent to an address without encryption.",
  },
  {
    keys: ["listener_protocol"],
    values: ["HTTP"],
    when: ({ parent }) => [parent?.key, childValue(parent, "namespace")].some((name) => name?.startsWith("aws:elb")),
    why: "The environment's load balancer answers without encryption.",
  },
];

/** A server of Transfer Family, https://docs.aws.amazon.com/transfer/latest/userguide/create-server-ftp.html */
export const transferProtocols: Check = {
  words: ["protocols"],
  find(entry) {
    const plain = entry.children.find(({ value }) => value === "FTP");
    return plain !== undefined && isPartOf(entry, /transfer.*server/i) ? { entry: plain } : undefined;
  },
  why: "Files are taken by FTP without encryption.",
};

import { expect, test } from "vitest";
import { foundIn } from "./found-in.ts";

/** A setting of Terraform's in a block of a resource. */
function tf(type: string, ...lines: readonly string[]): string {
  return [`resource "${type}" "x" {`, ...lines, "}"].join("\n");
}
const cfn = (type: string, ...lines: readonly string[]) =>
  [`X:`, `  Type: ${type}`, "  Properties:", ...lines.map((line) => `    ${line}`)].join("\n");
const bicep = (type: string, ...lines: readonly string[]) =>
  [`resource x '${type}@2023-01-01' = {`, "  properties: {", ...lines, "  }", "}"].join("\n");

test.for([
  [
    tf("aws_cloudfront_distribution", 'default_cache_behavior { viewer_protocol_policy = "allow-all" }'),
    'viewer_protocol_policy = "https-only"',
  ],
  [
    tf("aws_cloudfront_distribution", 'origin { custom_origin_config { origin_protocol_policy = "http-only" } }'),
    'origin_protocol_policy = "https-only"',
  ],
  [
    tf("aws_cloudfront_distribution", 'origin { custom_origin_config { origin_protocol_policy = "http-only" } }'),
    'origin_protocol_policy = "match-viewer"',
  ],
  [tf("aws_opensearch_domain", "domain_endpoint_options { enforce_https = false }"), "enforce_https = true"],
  [tf("aws_opensearch_domain", "node_to_node_encryption { enabled = false }"), "enabled = true"],
  [
    tf("aws_msk_cluster", 'encryption_info { encryption_in_transit { client_broker = "TLS_PLAINTEXT" } }'),
    'client_broker = "TLS"',
  ],
  [tf("aws_msk_cluster", "encryption_info { encryption_in_transit { in_cluster = false } }"), "in_cluster = true"],
  [tf("aws_elasticache_replication_group", "transit_encryption_enabled = false"), "transit_encryption_enabled = true"],
  [
    tf("aws_elasticache_replication_group", 'transit_encryption_mode = "preferred"'),
    'transit_encryption_mode = "required"',
  ],
  [tf("aws_dax_cluster", 'cluster_endpoint_encryption_type = "NONE"'), 'cluster_endpoint_encryption_type = "TLS"'],
  [tf("aws_memorydb_cluster", "tls_enabled = false"), "tls_enabled = true"],
  [
    tf("aws_ecs_task_definition", 'volume { efs_volume_configuration { transit_encryption = "DISABLED" } }'),
    'transit_encryption = "ENABLED"',
  ],
  [tf("aws_redshift_parameter_group", 'parameter {\nname = "require_ssl"', 'value = "false"\n}'), 'value = "true"'],
  [tf("aws_db_parameter_group", 'parameter {\nname = "rds.force_ssl"', 'value = "0"\n}'), 'value = "1"'],
  [tf("aws_db_parameter_group", 'parameter {\nname = "require_secure_transport"', 'value = "OFF"\n}'), 'value = "ON"'],
  [tf("aws_docdb_cluster_parameter_group", 'parameter {\nname = "tls"', 'value = "disabled"\n}'), 'value = "enabled"'],
  [tf("aws_dms_endpoint", 'ssl_mode = "none"'), 'ssl_mode = "verify-full"'],
  [tf("aws_sns_topic_subscription", 'protocol = "http"'), 'protocol = "https"'],
  [tf("aws_appmesh_virtual_node", 'tls { mode = "DISABLED" }'), 'mode = "STRICT"'],
  [tf("aws_quicksight_data_source", "ssl_properties { disable_ssl = true }"), "disable_ssl = false"],
  [
    tf("aws_sagemaker_model", "enable_inter_container_traffic_encryption = false"),
    "enable_inter_container_traffic_encryption = true",
  ],
  [tf("azurerm_linux_web_app", "https_only = false"), "https_only = true"],
  [tf("azurerm_storage_account", "https_traffic_only_enabled = false"), "https_traffic_only_enabled = true"],
  [tf("azurerm_storage_account", "enable_https_traffic_only = false"), "enable_https_traffic_only = var.https"],
  [tf("azurerm_linux_web_app", 'site_config { ftps_state = "AllAllowed" }'), 'ftps_state = "FtpsOnly"'],
  [tf("azurerm_cdn_endpoint", "is_http_allowed = true"), "is_http_allowed = false"],
  [tf("azurerm_postgresql_server", "ssl_enforcement_enabled = false"), "ssl_enforcement_enabled = true"],
  [tf("azurerm_mysql_server", 'ssl_enforcement = "Disabled"'), 'ssl_enforcement = "Enabled"'],
  [tf("azurerm_redis_cache", "enable_non_ssl_port = true"), "enable_non_ssl_port = false"],
  [tf("azurerm_redis_cache", "non_ssl_port_enabled = true"), "# non_ssl_port_enabled = true"],
  [tf("azurerm_api_management_api", 'protocols = ["http", "https"]'), 'protocols = ["https"]'],
  [tf("azurerm_application_gateway", 'http_listener {\n name = "h"', 'protocol = "Http"\n}'), 'protocol = "Https"\n}'],
  [tf("azurerm_container_app", "ingress { allow_insecure_connections = true }"), "allow_insecure_connections = false"],
  [tf("azurerm_cdn_frontdoor_route", 'supported_protocols = ["Http"]'), 'supported_protocols = ["Https"]'],
  [tf("azurerm_cdn_frontdoor_route", 'forwarding_protocol = "HttpOnly"'), 'forwarding_protocol = "HttpsOnly"'],
  [tf("azurerm_cdn_frontdoor_route", "https_redirect_enabled = false"), "https_redirect_enabled = true"],
  [
    tf("azurerm_postgresql_flexible_server_configuration", 'name = "require_secure_transport"', 'value = "off"'),
    'value = "on"',
  ],
  [tf("google_sql_database_instance", "settings { ip_configuration { require_ssl = false } }"), "require_ssl = true"],
  [
    tf("google_sql_database_instance", 'ip_configuration { ssl_mode = "ALLOW_UNENCRYPTED_AND_ENCRYPTED" }'),
    'ssl_mode = "ENCRYPTED_ONLY"',
  ],
  [
    tf("google_redis_instance", 'transit_encryption_mode = "DISABLED"'),
    'transit_encryption_mode = "SERVER_AUTHENTICATION"',
  ],
  [
    tf("google_cloudfunctions_function", 'https_trigger_security_level = "SECURE_OPTIONAL"'),
    'https_trigger_security_level = "SECURE_ALWAYS"',
  ],
  [tf("google_compute_url_map", "default_url_redirect { https_redirect = false }"), "https_redirect = true"],
  [tf("cloudflare_zone_settings_override", 'settings { ssl = "flexible" }'), 'ssl = "strict"'],
  [tf("cloudflare_zone_settings_override", 'settings { always_use_https = "off" }'), 'always_use_https = "on"'],
] as const)("a.tf: %j, but not %j", ([insecure, secure]) => {
  const last = insecure.split("\n").findLastIndex((line) => /\w/.test(line)) + 1;
  expect(foundIn("a.tf", insecure)).toBe(`${last}`);
  const key = /^\W*(\w+)[ \t]*=/.exec(secure)?.[1] ?? "";
  const twin = insecure.replace(new RegExp(`${key} = [^}\\n]*(?:(?<=\\n)\\})?`), `${secure} `);
  expect(foundIn("a.tf", twin)).toBe("");
});

test.for([
  [
    cfn(
      "AWS::CloudFront::Distribution",
      "DistributionConfig:",
      "  DefaultCacheBehavior:",
      "    ViewerProtocolPolicy: allow-all",
    ),
    6,
  ],
  [cfn("AWS::CloudFront::Distribution", "CustomOriginConfig: {OriginProtocolPolicy: http-only}"), 4],
  [cfn("AWS::OpenSearchService::Domain", "DomainEndpointOptions:", "  EnforceHTTPS: false"), 5],
  [cfn("AWS::OpenSearchService::Domain", "NodeToNodeEncryptionOptions:", "  Enabled: false"), 5],
  [cfn("AWS::MSK::Cluster", "EncryptionInfo:", "  EncryptionInTransit:", "    ClientBroker: PLAINTEXT"), 6],
  [cfn("AWS::MSK::Cluster", "EncryptionInTransit: {InCluster: false}"), 4],
  [cfn("AWS::ElastiCache::ReplicationGroup", "TransitEncryptionEnabled: 'false'"), 4],
  [cfn("AWS::ECS::TaskDefinition", "EFSVolumeConfiguration:", "  TransitEncryption: DISABLED"), 5],
  [cfn("AWS::RDS::DBParameterGroup", "Parameters:", "  rds.force_ssl: '0'"), 5],
  [
    cfn(
      "AWS::Redshift::ClusterParameterGroup",
      "Parameters:",
      "- ParameterName: require_ssl",
      "  ParameterValue: 'false'",
    ),
    6,
  ],
  [cfn("AWS::SNS::Subscription", "Protocol: http"), 4],
  [cfn("AWS::MemoryDB::Cluster", "TLSEnabled: false"), 4],
  ["handlers:\n- url: /.*\n  script: auto\n  secure: never", 4],
  ["handlers:\n- url: /.*\n  secure: optional", 3],
  ["- azure.azcollection.azure_rm_storageaccount:\n    name: x\n    https_only: false", 3],
  ["- azure_rm_rediscache:\n    enable_non_ssl_port: yes", 2],
] as const)("a.yaml: %j → %d", ([text, line]) => {
  expect(foundIn("a.yaml", text)).toBe(`${line}`);
});

test.for([
  cfn("AWS::CloudFront::Distribution", "ViewerProtocolPolicy: redirect-to-https"),
  cfn("AWS::CloudFront::Distribution", "ViewerProtocolPolicy: !Ref Policy"),
  cfn("AWS::CloudFront::Distribution", "Description: ViewerProtocolPolicy: allow-all"),
  cfn(
    "AWS::OpenSearchService::Domain",
    "EncryptionAtRestOptions:",
    "  Enabled: false",
    "NodeToNodeEncryptionOptions:",
    "  Enabled: true",
  ),
  cfn("AWS::SNS::Subscription", "Protocol: https"),
  "handlers:\n- url: /.*\n  secure: always",
  "secure: never",
  "security_groups:\n- protocol: http",
  "cache:\n  tls_enabled: false",
  "https_only: {{ .Values.httpsOnly }}",
  "https_only: true # not https_only: false",
])("a.yaml: %j → nothing", (text) => {
  expect(foundIn("a.yaml", text)).toBe("");
});

test.for([
  [bicep("Microsoft.Web/sites", "httpsOnly: false"), "3"],
  [bicep("Microsoft.Web/sites", "httpsOnly: true"), ""],
  [bicep("Microsoft.Web/sites", "httpsOnly: httpsOnly"), ""],
  [bicep("Microsoft.Web/sites", "siteConfig: {", "ftpsState: 'AllAllowed'", "}"), "4"],
  [bicep("Microsoft.Web/sites", "siteConfig: { ftpsState: 'Disabled' }"), ""],
  [bicep("Microsoft.Storage/storageAccounts", "supportsHttpsTrafficOnly: false"), "3"],
  [bicep("Microsoft.Storage/storageAccounts", "// supportsHttpsTrafficOnly: false"), ""],
  [bicep("Microsoft.Cache/redis", "enableNonSslPort: true"), "3"],
  [bicep("Microsoft.Cdn/profiles/endpoints", "isHttpAllowed: true"), "3"],
  [bicep("Microsoft.DBforMySQL/servers", "sslEnforcement: 'Disabled'"), "3"],
  [bicep("Microsoft.ApiManagement/service/apis", "protocols: [", "'http'", "'https'", "]"), "4"],
  [bicep("Microsoft.ApiManagement/service/apis", "protocols: [", "'https'", "]"), ""],
  [
    bicep(
      "Microsoft.Cdn/profiles/afdEndpoints/routes",
      "supportedProtocols: [",
      "'Http'",
      "'Https'",
      "]",
      "httpsRedirect: 'Enabled'",
    ),
    "",
  ],
  [bicep("Microsoft.Cdn/profiles/afdEndpoints/routes", "httpsRedirect: 'Disabled'"), "3"],
  [bicep("Microsoft.App/containerApps", "ingress: {", "allowInsecure: true", "}"), "4"],
  [
    bicep(
      "Microsoft.Network/applicationGateways",
      "httpListeners: [",
      "{",
      "properties: { protocol: 'Http' }",
      "}",
      "]",
    ),
    "5",
  ],
  [
    bicep(
      "Microsoft.Network/applicationGateways",
      "httpListeners: [",
      "{",
      "properties: { protocol: 'Http' }",
      "}",
      "]",
      "redirectConfigurations: [ {} ]",
    ),
    "",
  ],
  [
    bicep(
      "Microsoft.Network/applicationGateways",
      "backendHttpSettingsCollection: [",
      "{",
      "properties: { protocol: 'Http' }",
      "}",
      "]",
    ),
    "",
  ],
  [
    bicep("Microsoft.DBforPostgreSQL/flexibleServers/configurations", "value: 'off'").replace(
      "properties",
      "name: 'require_secure_transport'\n  properties",
    ),
    "",
  ],
  ["param httpsOnly bool = false", ""],
] as const)("a.bicep: %j → %j", ([text, lines]) => {
  expect(foundIn("a.bicep", text)).toBe(lines);
});

test.for([
  ['{"resources": [{"type": "Microsoft.Web/sites", "properties": {\n"httpsOnly": false}}]}', "2"],
  ['{"resources": [{"type": "Microsoft.Web/sites", "properties": {\n"httpsOnly": "[parameters(\'x\')]"}}]}', ""],
  ['{"type": "Microsoft.Storage/storageAccounts", "properties": {\n"supportsHttpsTrafficOnly": false}}', "2"],
  ['{"ViewerProtocolPolicy":\n"allow-all"}', "1"],
  ['{"description": "ViewerProtocolPolicy: allow-all"}', ""],
] as const)("a.json: %j → %j", ([text, lines]) => {
  expect(foundIn("a.json", text)).toBe(lines);
});

import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

/** The host itself counts, not a word in it or beside it. */
test.for([
  ["a.js", "const s3 = new S3({ sslEnabled: false, endpoint: 'localhost.initech.io' });", "error"],
  ["a.js", "const s3 = new S3({ sslEnabled: false, endpoint: 's3.initech.io/127.0.0.1' });", "error"],
  ["a.js", "const s3 = new S3({ sslEnabled: false, endpoint: '[::1]:4566' });", "nothing"],
  ["a.js", "const s3 = new S3({ sslEnabled: false, endpoint: '10.0.0.1:9000' });", "warning"],
  ["a.js", "const s3 = new S3({ sslEnabled: false, endpoint: endpoint });", "error"],
  ["a.js", "const s3 = new S3({ sslEnabled: false, endpoint: new AWS.Endpoint('http://localhost:4566') });", "nothing"],
  ["a.js", "const s3 = new S3({ sslEnabled: false, endpoint: 'http://localhost.initech.io:4566' });", "error"],
  ["a.js", "const a = { endpoint: 'localhost' };\nconst s3 = new S3({ sslEnabled: false });", "error"],
  ["a.js", "const s3 = new S3({ sslEnabled: false, myendpoint: 'localhost' });", "error"],
  ["a.js", "const s3 = new S3({ sslEnabled: false, endpoints: 'localhost' });", "error"],
  ["A.cs", 'var c = new AmazonS3Config { ServiceURL = "http://localhost:4566", UseHttp = true };', "nothing"],
  ["A.cs", 'c.ServiceURL = "http://127.0.0.1:4566";\nc.UseHttp = true;', "nothing"],
  ["A.cs", 'c.UseHttp = true;\nc.ServiceURL="http://10.0.0.1:4566";', "warning"],
  ["A.cs", 'var c = new AmazonS3Config { ServiceURL = "http://localhost.initech.io", UseHttp = true };', "error"],
  ["A.cs", "var c = new AmazonS3Config { ServiceURL = url, UseHttp = true };", "error"],
  ["A.cs", 'log("localhost");\nvar c = new AmazonS3Config { UseHttp = true };', "error"],
  ["a.py", "boto3.client('s3', endpoint_url='http://localhost:9000', use_ssl=False)", "nothing"],
  ["a.py", "boto3.client('s3', endpoint_url='http://localhost.initech.io', use_ssl=False)", "error"],
  ["a.py", "boto3.client('s3', endpoint_url='http://10.0.0.1:9000', use_ssl=False)", "warning"],
  ["a.py", "boto3.client('s3', endpoint_url=url, use_ssl=False)", "error"],
  ["a.py", "boto3.client('localhost.initech.io', use_ssl=False)", "error"],
  ["a.py", "OpenSearch(hosts=['localhost'], use_ssl=False)", "nothing"],
  ["a.py", "OpenSearch(hosts=[{'host': '10.0.0.1'}], use_ssl=False)", "warning"],
  ["a.py", "OpenSearch('localhost', use_ssl=False)", "nothing"],
  ["a.py", "OpenSearch(LOCALHOST, use_ssl=False)", "nothing"],
  ["a.py", "OpenSearch(settings.SEARCH, use_ssl=False)", "error"],
  ["a.py", "OpenSearch(search, use_ssl=False)", "error"],
  ["a.py", "OpenSearch(host='search', use_ssl=False)", "notice"],
  ["a.py", "Client(use_ssl=False)", "error"],
  ["a.py", "Client(proxy_url='localhost', use_ssl=False)", "error"],
  ["a.py", "Client(url_prefix='localhost', use_ssl=False)", "error"],
  ["a.py", "Client(endpointurl='localhost', use_ssl=False)", "nothing"],
  ["a.py", "Client(baseurl='localhost', use_ssl=False)", "nothing"],
  ["a.py", "Minio('localhost.initech.io:9000', secure=False)", "error"],
  ["a.py", "a.get_client('a.initech.io', secure=False)", "error"],
  ["a.py", "connection('a.initech.io', secure=False)", "nothing"],
  ["a.py", "forget_client('a.initech.io', secure=False)", "nothing"],
  ["a.js", "use_ssl = { 'use_ssl': false, 'host': 'localhost' }", "nothing"],
  ["a.py", "'use_ssl': False", "nothing"],
  ["a.json", '{ "scheme": "http", "HOST": "localhost.initech.io" }', "error"],
  ["a.json", '{ "scheme": "http", "ghost": "a.initech.io" }', "nothing"],
  ["a.json", '{ "scheme": "http", "hosts": "a.initech.io" }', "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});

/** An account of Azure's storage is in Azure, if it names no endpoint of its own and is not the emulator's. */
test.for([
  ["AccountName=a;BlobEndpoint=http://127.0.0.1:10000/a;", "nothing"],
  ["AccountName=a;BlobEndpoint=http://10.0.0.1:10000/a;", "warning"],
  ["AccountName=a;BlobEndpoint=http://localhost.initech.io/a;", "error"],
  ["AccountName=a;EndpointSuffix=localhost:10000", "nothing"],
  ["AccountName=a;EndpointSuffix=core.windows.net", "error"],
  ["AccountName=a;AccountKey=localhost", "error"],
  ["AccountName=devstoreaccount1", "nothing"],
  ["AccountName=devstoreaccount10", "error"],
  ["AccountName=mydevstoreaccount1", "error"],
  ['" + "AccountName=devstoreaccount1', "nothing"],
  ['"; // AccountName=devstoreaccount1', "error"],
  ['";\nx = "AccountName=devstoreaccount1', "error"],
])("DefaultEndpointsProtocol=http;%s → %s", ([rest, weight]) => {
  expect(weightOf("HTTP010", "A.cs", `c = "DefaultEndpointsProtocol=http;${rest}";`)).toBe(weight);
});

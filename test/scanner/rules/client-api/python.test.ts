import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.py", "import http.client\nconn = http.client.HTTPConnection('api.initech.io', 80)", "error"],
  ["a.py", "conn = HTTPConnection(host)", "error"],
  ["a.py", "conn = httplib.HTTPConnection(self.host, self.port, timeout=5)", "error"],
  ["a.py", "import http.client\nconn = http.client.HTTPConnection('localhost', 8080)", "nothing"],
  ["a.py", 'conn = http.client.HTTPConnection("127.0.0.1:8080")', "nothing"],
  ["a.py", 'conn = http.client.HTTPSConnection("api.initech.io")', "nothing"],
  ["a.py", "class A(HTTPConnection):\n    pass", "nothing"],
  ["a.py", "HOST = 'localhost'\nconn = HTTPConnection(HOST, 80)", "nothing"],
  ["a.py", "pool = urllib3.HTTPConnectionPool('api.initech.io', maxsize=10)", "error"],
  ["a.py", "pool = urllib3.HTTPSConnectionPool('api.initech.io', maxsize=10)", "nothing"],
  ["a.py", "url = urlunparse(('http', 'api.initech.io', '/v1', '', '', ''))", "error"],
  ["a.py", "url = urlunparse(('http', 'localhost:80', '/v1', '', '', ''))", "nothing"],
  ["a.py", "url = urlunparse(('https', 'api.initech.io', '/v1', '', '', ''))", "nothing"],
  ["a.py", 'url = urlunsplit(["http", host, "/", "", ""])', "error"],
  ["a.py", 'u = SplitResult("http", netloc, "", "", "")', "error"],
  ["a.py", "u = ParseResult(scheme='http', netloc=host, path='', params='', query='', fragment='')", "error"],
  ["a.py", "os.environ['OAUTHLIB_INSECURE_TRANSPORT'] = '1'", "error"],
  ["a.py", "os.environ.pop('OAUTHLIB_INSECURE_TRANSPORT')", "nothing"],
  ["a.py", "s3 = boto3.client('s3', use_ssl=False)", "error"],
  ["a.py", "es = Elasticsearch(['es.initech.io'], use_ssl=False)", "error"],
  ["a.py", "es = Elasticsearch(['localhost'], use_ssl=False)", "nothing"],
  ["a.py", "def f(use_ssl=False): pass", "nothing"],
  ["a.py", "c = Minio('s3.initech.io', access_key=a, secret_key=b, secure=False)", "error"],
  ["a.py", "c = Minio('localhost:9000', access_key=a, secret_key=b, secure=False)", "nothing"],
  ["a.py", "c = Minio('s3.initech.io', access_key=a, secret_key=b, secure=True)", "nothing"],
  ["a.py", 's.connect(("www.initech.io", 80))', "error"],
  ["a.py", 's = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ns.connect(("8.8.8.8", 80))', "nothing"],
  [
    "a.py",
    'BLOB = "DefaultEndpointsProtocol=http;AccountName=x;AccountKey=y;EndpointSuffix=core.windows.net"',
    "error",
  ],
  [
    "a.py",
    'BLOB = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=y;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;"',
    "nothing",
  ],
  ["a.py", 'BLOB = "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=y"', "nothing"],
  ["a.py", "if is_secure:\n    c = HTTPSConnection(host)\nelse:\n    c = HTTPConnection(host)", "nothing"],
  ["a.py", "class HTTPConnection(object):\n    pass", "nothing"],
  ["a.py", "pool = HTTPConnectionPool(reactor)", "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});

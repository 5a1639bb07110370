import { expect, test } from "vitest";
import { flagged } from "./flagged.ts";

test.for([
  "t := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}",
  "cfg := &tls.Config{\n\tMinVersion: tls.VersionTLS12,\n\tInsecureSkipVerify: true,\n}",
  "cfg.InsecureSkipVerify = true",
  "http.DefaultTransport.(*http.Transport).TLSClientConfig.InsecureSkipVerify = true",
  "tls.Config{InsecureSkipVerify: true} //nolint:gosec",
  "c := rest.TLSClientConfig{Insecure: true}; c.InsecureSkipTLSVerify = true",
  "conn, err := grpc.Dial(addr, grpc.WithInsecure())",
  'grpc.Dial("api.initech.io:443", grpc.WithInsecure())',
  "grpc.NewClient(a, grpc.WithTransportCredentials(insecure.NewCredentials()))",
  "otlptracegrpc.New(ctx, otlptracegrpc.WithInsecure())",
  "otlptracehttp.WithInsecure()",
  'sql.Open("postgres", "postgres://a:b@db.initech.io/x?sslmode=disable")',
  'sql.Open("postgres", "host=db.initech.io user=a dbname=x sslmode=disable")',
  'fmt.Sprintf("host=%s port=%d sslmode=disable", h, p)',
  'sql.Open("mysql", "a:b@tcp(db.initech.io:3306)/x?tls=skip-verify")',
  'sql.Open("mysql", "a:b@tcp(db.initech.io:3306)/x?tls=false")',
  'cfg.TLSConfig = "skip-verify"',
  'os.Setenv("NODE_TLS_REJECT_UNAUTHORIZED", "0")',
  'exec.Command("curl", "-k", url)',
  'exec.Command("git", "-c", "http.sslVerify=false", "clone", url)',
  'exec.Command("kubectl", "get", "pods", "--insecure-skip-tls-verify")',
  'mongo.Connect(ctx, options.Client().ApplyURI("mongodb://m.initech.io/?tlsInsecure=true"))',
  "client.SetTLSClientConfig(&tls.Config{ InsecureSkipVerify : true })",
  "amqp.DialTLS(u, &tls.Config{InsecureSkipVerify: true})",
  "d.TLSConfig = &tls.Config{ServerName: h, InsecureSkipVerify: true}",
])("%s → flagged", (text) => {
  expect(flagged("cmd/main.go", `package main\n\n${text}\n`)).not.toEqual([]);
});

test.for([
  "cfg := &tls.Config{InsecureSkipVerify: false}",
  "cfg := &tls.Config{InsecureSkipVerify: opts.Insecure}",
  "cfg := &tls.Config{InsecureSkipVerify: true, VerifyPeerCertificate: verify}",
  "cfg := &tls.Config{\n\tInsecureSkipVerify: true,\n\tVerifyConnection: func(s tls.ConnectionState) error { return check(s) },\n}",
  "// InsecureSkipVerify: true",
  "/*\nInsecureSkipVerify: true\n*/",
  'type Config struct {\n\tInsecureSkipVerify bool `json:"insecureSkipVerify"`\n}',
  "if cfg.InsecureSkipVerify == true { return errInsecure }",
  'flag.Bool("insecure-skip-verify", true, "skip")',
  'flags.BoolVar(&o.insecure, "insecure-skip-tls-verify", false, "If true, certificates are not checked")',
  'cmd.Flags().BoolVarP(&verify, "tls-verify", "", false, "require HTTPS")',
  'log.Println("InsecureSkipVerify: true is set")',
  'return errors.New("sslmode=disable is not supported")',
  'fmt.Println("use curl -k to skip")',
  'grpc.Dial("localhost:50051", grpc.WithInsecure())',
  'grpc.NewClient("127.0.0.1:50051", grpc.WithTransportCredentials(insecure.NewCredentials()))',
  'sql.Open("postgres", "postgres://a:b@localhost/x?sslmode=disable")',
  'sql.Open("postgres", "host=localhost user=a dbname=x sslmode=disable")',
  'sql.Open("postgres", "postgres://a:b@db.initech.io/x?sslmode=require")',
  'import "google.golang.org/grpc/credentials/insecure"',
  'cfg.TLSConfig = "true"',
  "grpc.WithTransportCredentials(credentials.NewTLS(cfg))",
  "func WithInsecure() Option { return nil }",
])("%s → nothing", (text) => {
  expect(flagged("cmd/main.go", `package main\n\n${text}\n`)).toEqual([]);
});

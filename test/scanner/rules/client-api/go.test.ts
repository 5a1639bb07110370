import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.go", 't := httptransport.New("api.initech.io", "/", []string{"http"})', "error"],
  ["a.go", 't := httptransport.New("localhost:80", "/", []string{"http"})', "nothing"],
  ["a.go", 't := httptransport.New("api.initech.io", "/", []string{"https"})', "nothing"],
  ["a.go", 'var DefaultSchemes = []string{"http"}', "error"],
  ["a.go", "cfg := &aws.Config{DisableSSL: aws.Bool(true)}", "error"],
  ["a.go", "cfg := &aws.Config{DisableSSL: aws.Bool(false)}", "nothing"],
  ["a.go", 'm, err := minio.New("s3.initech.io", &minio.Options{\n  Creds: c,\n  Secure: false,\n})', "error"],
  ["a.go", 'm, err := minio.New("localhost:9000", &minio.Options{Creds: c, Secure: false})', "nothing"],
  ["a.go", 'conn, err := net.Dial("tcp", "www.initech.io:80")', "error"],
  ["a.go", 'conn, err := net.Dial("tcp", "localhost:80")', "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});

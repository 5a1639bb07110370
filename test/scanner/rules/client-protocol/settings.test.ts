import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["application.properties", "spring.mail.properties.mail.smtp.starttls.enable=false", "error"],
  ["application.properties", "spring.mail.properties.mail.smtp.starttls.enable=true", "nothing"],
  [".env", "MAIL_HOST=mail.initech.io\nMAIL_ENCRYPTION=null", "error"],
  [".env", "MAIL_HOST=127.0.0.1\nMAIL_ENCRYPTION=null", "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});

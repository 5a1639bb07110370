import { judgeText } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions, type Place } from "../../patterns/place.ts";

const why = "Mail and passwords are sent without TLS.";
const on = String.raw`["']?\]?\s*[=:,]\s*\(?["']?(?:true|1|yes|tls|ssl|starttls)\b`;
const otherwise = new RegExp(
  String.raw`\b(?:EMAIL|MAIL)_(?:USE_(?:TLS|SSL)|STARTTLS|SSL_TLS|SSL|TLS|ENCRYPTION)${on}`,
  "i",
);
const propertyOn = new RegExp(String.raw`(?:starttls\.(?:enable|required)|ssl\.enable)${on}|\bsmtps\b`, "i");
const host = /\b(?:EMAIL|MAIL|SMTP)_(?:HOST|SERVER)["']?\]?\s*[=:]\s*["']?([\w.-]{1,200})/;

/** Whether mail goes to another machine: a local server needs no TLS. */
function weighHost(place: Place) {
  const name = host.exec(place.source.text)?.[1];
  return name === undefined ? "error" : judgeText(place, name);
}

/** Settings of frameworks by which mail is sent without TLS. */
export const mailSettings: readonly Pattern[] = [
  {
    // Django, Flask-Mail, FastAPI-Mail
    words: ["email_use_tls", "mail_use_tls", "mail_starttls"],
    languages: ["python", "dotenv", "yaml", "toml", "properties", "shell", "ini"],
    match: /\b(?:EMAIL_USE_TLS|MAIL_USE_TLS|MAIL_STARTTLS)["']?\]?\s*[=:](?!=)\s*["']?(?:False|false|0|no)\b/,
    when: (place) => (mentions(place.source, otherwise) ? null : weighHost(place)),
    why,
  },
  {
    // Laravel
    words: "mail_encryption",
    languages: ["dotenv", "yaml", "shell"],
    match: /\bMAIL_ENCRYPTION["']?\s*[=:]\s*["']?(?:null|none|false)\b/,
    when: weighHost,
    why,
  },
  {
    // Jakarta Mail's properties, as Spring Boot and others take them
    words: ["starttls.enable", "starttls.required", "ssl.enable"],
    languages: ["java", "kotlin", "scala", "groovy", "properties", "yaml", "xml", "ini", "dotenv", "toml"],
    match: /\bmail\.smtps?\.(?:starttls\.(?:enable|required)|ssl\.enable)["']?\]?\s*(?:[=:,]|to|->|>)\s*["']?false\b/i,
    when: (place) => !mentions(place.source, propertyOn),
    why,
  },
  {
    words: "usestarttls",
    match: /^[ \t]*UseSTARTTLS=NO\b/im,
    why,
  },
];

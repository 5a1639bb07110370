import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.php", "<?php $fp = fsockopen('www.initech.io', 80, $errno, $errstr, 30);", "error"],
  ["a.php", "<?php $fp = fsockopen('ssl://www.initech.io', 443, $errno, $errstr, 30);", "nothing"],
  ["a.php", "<?php $fp = fsockopen('localhost', 80, $errno, $errstr, 30);", "nothing"],
  ["a.php", "<?php $ch = curl_init('api.initech.io/v1');", "error"],
  ["a.php", '<?php curl_setopt($ch, CURLOPT_URL, "api.initech.io/v1");', "error"],
  ["a.php", "<?php curl_setopt($ch, CURLOPT_URL, $url);", "nothing"],
  ["a.php", "<?php $c = new Swoole\\Http\\Client('api.initech.io', 80);", "error"],
  ["a.php", "<?php return $uri->getScheme() === '' ? $uri->withScheme('http') : $uri;", "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});

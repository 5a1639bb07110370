import { z } from "zod";
import { hasFewAlternatives, longestGlob } from "./glob.ts";

/** A glob as policy files write it: none that cannot be tried in full. */
export const globSchema = z
  .string()
  .min(1)
  .max(longestGlob)
  .refine(hasFewAlternatives, "expected a glob whose braces make at most 1000 alternatives");

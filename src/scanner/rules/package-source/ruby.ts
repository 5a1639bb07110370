import type { Pattern } from "../../patterns/pattern.ts";
import type { SourcePosition } from "./position.ts";

/** Bundler, RubyGems, CocoaPods, Berkshelf, Puppet, Vagrant, Homebrew. */
export const rubyPositions: readonly SourcePosition[] = [
  { path: /(?:^|\/)(?:(?:Gem|Pod|Berks|Puppet|Cart|Cheff?)file[\w.-]*|gems\.(?:rb|locked)|[^/]+\.gemfile|\.gemrc)$/ },
  { path: /\.podspec(?:\.json)?$/, near: /\b(?:source|git|http|svn|hg)["']?\s*(?:=>?|:)\s*(?:\{[^}]*)?["']$/ },
  { path: /(?:^|\/)(?:Formula|Casks)\//, line: /^\s*(?:url|mirror|head)\s+["']$/, pinned: true },
  { path: /(?:^|\/)Vagrantfile$/, line: /\bbox_(?:url|server_url)\s*=.{0,60}$/ },
  { path: /(?:^|\/)\.bundle\/config$/, line: /^BUNDLE_/ },
  { languages: ["ruby"], near: /\bgemfile\b[^{]{0,40}(?:do|\{)\s[\s\S]{0,200}\bsource\s*\(?\s*["']$/ },
];

export const rubyPatterns: readonly Pattern[] = [
  {
    words: "box_download_insecure",
    languages: ["ruby"],
    match: /\bbox_download_insecure\s*=\s*true\b/,
    why: "Vagrant takes a machine's image without a verified certificate.",
  },
];

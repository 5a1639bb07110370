/** The published columns. */
export const columns = {
  population:
    "change_id,seq,repo,repo_id,ref,landing_kind,landed_at_utc,landed_at_local,merged_at_utc,deployed_at_utc,before_sha,after_sha,commits,pr_number,pr_url,title,author,committers,merger,approvers,senior_approvers,approved_at_utc,approval_before_merge,approval_on_final_head,sod_ok,tree_match,tickets,tests,scans,plain_http,policy_version,policy_decision,protection_ok,bypass_used,emergency,exception_ids,result,leaf_hash".split(
      ",",
    ),
  commits:
    "repo_id,ref,sha,change_id,parents,tree,on_first_parent,authored_at,committed_at,author,committer,signature,segment".split(
      ",",
    ),
  reviews: "change_id,review_id,reviewer,state,commit_sha,submitted_at_utc,role,counted,reason".split(","),
  checks:
    "change_id,name,category,app_id,head_sha,conclusion,completed_at_utc,before_merge,required_by,new_findings,waived,report_sha256".split(
      ",",
    ),
} as const;

/** Landings that have a packet in the bundle. */
export const sampleColumns = ["change_id", "seq", "stratum", "result", "exception_ids"];

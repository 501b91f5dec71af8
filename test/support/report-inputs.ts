/** The inputs of a report that is asked for nothing. */
export const NO_REPORT = {
  ...{ markdown: undefined, html: undefined, junit: undefined, sarif: undefined },
  ...{ comment: false, 'check-run': false, 'pull-request': undefined, 'comment-key': undefined },
}

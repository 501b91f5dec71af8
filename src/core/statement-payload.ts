/**
 * What in-toto statements are called in an envelope.
 *
 * @see https://github.com/in-toto/attestation/blob/main/spec/v1/envelope.md
 */
export const STATEMENT_PAYLOAD = 'application/vnd.in-toto+json'

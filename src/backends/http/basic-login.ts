/** `user:password` for Basic authentication. */
export function makeBasic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
}

/** User and password that an address holds; a `%` that encodes nothing stands for itself. */
export function readUserInfo({ username, password }: URL): { readonly user: string; readonly password: string } {
  const decode = (text: string) => {
    try {
      return decodeURIComponent(text)
    } catch {
      return text
    }
  }
  return { user: decode(username), password: decode(password) }
}

/**
 * Posts a JSON-RPC body to a chain node and returns the response. A user name and a password in the URL go into the header `Authorization`, because `fetch`
 * refuses such URLs.
 */
export async function postRpc(
  rpcUrl: string,
  { body, signal }: { readonly body: string | Uint8Array<ArrayBuffer>; readonly signal?: AbortSignal },
): Promise<Response> {
  const url = new URL(rpcUrl)
  const { username, password } = url
  url.username = ''
  url.password = ''
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')
  const headers = { 'content-type': 'application/json', ...(username === '' && password === '' ? {} : { authorization: `Basic ${login}` }) }
  return await fetch(url, { method: 'POST', headers, body, ...(signal === undefined ? {} : { signal }) })
}

import { request } from 'node:http'

/**
 * Sends a request to the web address of a lease's port with an access token, as a program would. Resolves with the status and the answer, parsed if it is
 * JSON. It connects to loopback directly, because only browsers resolve names below `localhost`.
 */
export function askDoor({
  url,
  token,
  method,
  body,
}: {
  url: URL
  token: string
  method: string
  body: unknown
}): Promise<{ status: number; json: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = { host: url.host, authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const asked = request({ host: '127.0.0.1', port: url.port, path: url.pathname, method, headers }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => {
        text += part.toString()
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, json: text.startsWith('{') ? JSON.parse(text) : text }))
    })
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

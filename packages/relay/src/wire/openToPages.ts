import type { IncomingMessage, ServerResponse } from 'node:http'
import { pageHeaders, preflightHeaders } from '@infinitio/services'

/** Adds the headers for web pages to an answer. Returns true if the request was only a browser's preflight request, which this function has answered. */
export function openToPages({ method }: IncomingMessage, response: ServerResponse): boolean {
  for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value)
  if (method !== 'OPTIONS') return false
  response.writeHead(204, preflightHeaders)
  response.end()
  return true
}

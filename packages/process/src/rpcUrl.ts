import { z } from 'zod'

/** `RPC_URL` of every process: one node of the chain, or several separated by commas, the preferred first. */
export const rpcUrl = z
  .string()
  .refine((text) => text.split(',').every((url) => isHttpUrl(url.trim())), 'one http(s) URL or several, separated by commas')

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

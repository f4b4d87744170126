import { refusal } from '@infinitio/sdk'

/** Reads a host and a port, such as `127.0.0.1:4181`. Throws `api.invalid_field`. */
export function listenOf(text: string): { host: string; port: number } {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? []
  if (host === undefined || port === undefined || Number(port) > 65_535) throw refusal('api.invalid_field', { detail: `--listen ${text}: host:port` })
  return { host, port: Number(port) }
}

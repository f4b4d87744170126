import { readFileSync, statSync } from 'node:fs'
import type https from 'node:https'
import type { Logger } from '@infinitio/process'

/** The files of a certificate and of its key (PEM). */
export type CertificateFiles = { certFile: string; keyFile: string }

const lookEveryMs = 60_000

/** Reads the certificate and its key. Throws if a file cannot be read. */
export function readCertificate({ certFile, keyFile }: CertificateFiles): { cert: string; key: string } {
  return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
}

/**
 * Loads a renewed certificate within a minute, without a restart. If the new certificate does not match its key, logs that and continues with the old one.
 * Returns the function that stops watching.
 */
export function followCertificate(server: https.Server, files: CertificateFiles, logger: Logger): () => void {
  const changed = (): number => Math.max(...[files.certFile, files.keyFile].map((file) => statSync(file).mtimeMs))
  let lastMs = changed()
  const timer = setInterval(() => {
    try {
      const nowMs = changed()
      if (nowMs === lastMs) return
      server.setSecureContext({ ...readCertificate(files), minVersion: 'TLSv1.2' })
      lastMs = nowMs
      logger.info('the renewed certificate for ports is in use')
    } catch (error) {
      logger.error({ err: error }, 'the certificate for ports could not be renewed; the old one stays')
    }
  }, lookEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}

import type { StatementPeriod } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'

/** Returns the statement of the signed-in provider for a month or a year as a PDF file. Amounts are exact. */
export async function openProviderStatement(
  transport: Transport,
  { language, ...period }: StatementPeriod & { readonly language?: 'en' | 'zh' },
): Promise<ArrayBuffer> {
  const query = { ...period, ...(language === undefined ? {} : { language }) }
  const response = await transport.open({ method: 'GET', path: '/provider/statement/file', query })
  return response.arrayBuffer()
}

'use client'
import { useQuery } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { emissionQuery } from '#web/parts/govern/emissionQueries.ts'
import { SignersMissing } from '#web/parts/govern/SignersMissing.tsx'

/** Whether validators can sign what is paid for serving: said where they cannot. */
export function SignersStatus() {
  const { data } = useQuery(emissionQuery(browserApi))
  if (data?.emission == null) return null
  return <SignersMissing emission={data.emission} now={data.blockTimestamp} />
}

'use client'
import { useQuery } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { sessionQuery } from '#web/parts/session/sessionQuery.ts'

/** Returns the signed-in account: undefined while unknown, null if nobody is signed in. */
export function useAccount(): string | null | undefined {
  const { data } = useQuery(sessionQuery(browserApi))
  return data === undefined ? undefined : (data?.account ?? null)
}

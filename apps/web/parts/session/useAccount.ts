'use client'
import { useQuery } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { sessionQuery } from '#web/parts/session/sessionQuery.ts'

/** The account that is signed in: undefined while unknown, null when nobody is. */
export function useAccount(): string | null | undefined {
  const { data } = useQuery(sessionQuery(browserApi))
  return data === undefined ? undefined : (data?.account ?? null)
}

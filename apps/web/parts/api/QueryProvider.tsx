'use client'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { newQueryClient } from '#web/parts/api/newQueryClient.ts'

/** Provides one cache of API answers for the whole visit. */
export function QueryProvider({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(newQueryClient)
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}

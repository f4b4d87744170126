'use client'
import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'
import { QueryProvider } from '#web/parts/api/QueryProvider.tsx'

/** Wraps every page with the theme and the cache of API responses. */
export function Providers({ nonce, children }: { readonly nonce: string | undefined; readonly children: ReactNode }) {
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      <QueryProvider>{children}</QueryProvider>
    </ThemeProvider>
  )
}

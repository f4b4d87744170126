'use client'
import { ThemeProvider, useTheme } from 'next-themes'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { QueryProvider } from '#web/parts/api/QueryProvider.tsx'

/** Wraps every page with the theme and the cache of API responses. */
export function Providers({ nonce, children }: { readonly nonce: string | undefined; readonly children: ReactNode }) {
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem nonce={nonce}>
      <StillThemeChange />
      <QueryProvider>{children}</QueryProvider>
    </ThemeProvider>
  )
}

const stillMs = 50

/**
 * Stops all CSS transitions while the theme changes, so that all colours change at once. `ThemeProvider` has an option for this, but the option also stops
 * transitions when a page starts, and then the browser calculates the style of the whole page again.
 */
function StillThemeChange() {
  const { resolvedTheme } = useTheme()
  const shown = useRef(resolvedTheme)
  // A layout effect, because `ThemeProvider` changes the page in an ordinary effect, which runs later.
  useLayoutEffect(() => {
    if (shown.current === resolvedTheme) return
    shown.current = resolvedTheme
    const { dataset } = document.documentElement
    dataset['still'] = ''
    const timer = setTimeout(() => delete dataset['still'], stillMs)
    return () => clearTimeout(timer)
  }, [resolvedTheme])
  return null
}

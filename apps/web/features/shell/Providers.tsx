'use client'
import { ThemeProvider, useTheme } from 'next-themes'
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { reading } from '#web/i18n/reading.ts'
import { QueryProvider } from '#web/parts/api/QueryProvider.tsx'

/** Wraps every page with the theme and the cache of API responses. */
export function Providers({ nonce, children }: { readonly nonce: string | undefined; readonly children: ReactNode }) {
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem nonce={nonce}>
      <StillThemeChange />
      <DeviceZone />
      <QueryProvider>{children}</QueryProvider>
    </ThemeProvider>
  )
}

/** Stores the zone of the device on the first visit, so that the next page shows local times. The code loads only while pages show UTC. */
function DeviceZone() {
  useEffect(() => {
    if (reading().zone === 'UTC') void import('#web/features/settings/takeDeviceZone.ts').then(({ takeDeviceZone }) => takeDeviceZone())
  }, [])
  return null
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

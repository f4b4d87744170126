import '#web/styles/globals.css'
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { serverApi } from '#web/features/api/serverApi.ts'
import { Prefetched } from '#web/features/api/Prefetched.tsx'
import { chainQuery } from '#web/features/chain/chainQuery.ts'
import { AwayBanner } from '#web/features/health/AwayBanner.tsx'
import { LiveUpdates } from '#web/features/live/LiveUpdates.tsx'
import { prefetchAccount } from '#web/features/session/prefetchAccount.ts'
import { SignInDialogHost } from '#web/features/session/SignInDialogHost.tsx'
import { Footer } from '#web/features/shell/Footer.tsx'
import { nonceOf } from '#web/features/shell/nonceOf.ts'
import { Providers } from '#web/features/shell/Providers.tsx'
import { TabBar } from '#web/features/shell/TabBar.tsx'
import { ToastHost } from '#web/features/toasts/ToastHost.tsx'
import { OrderWatchHost } from '#web/features/watch/OrderWatchHost.tsx'
import { TopBar } from '#web/features/shell/TopBar.tsx'

export const dynamic = 'force-dynamic'

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#101312' },
  ],
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return { title: { default: t('title'), template: `%s · Infinitio` }, description: t('description') }
}

/** The frame of every page. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const t = await getTranslations('shell')
  const api = await serverApi()
  const nonce = nonceOf((await headers()).get('content-security-policy'))
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        <NextIntlClientProvider>
          <Providers nonce={nonce}>
            <Prefetched fetch={(client) => [prefetchAccount(client, api), client.prefetchQuery(chainQuery(api))]}>
              <a className="btn primary skiplink" href="#main">
                {t('skipToContent')}
              </a>
              <TopBar />
              <AwayBanner />
              <div id="main" tabIndex={-1} className="min-h-[calc(100dvh-160px)] outline-none">
                {children}
              </div>
              <Footer />
              <TabBar />
              <SignInDialogHost />
              <LiveUpdates />
              <OrderWatchHost />
              <ToastHost />
            </Prefetched>
          </Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}

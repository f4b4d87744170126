import '#web/styles/globals.css'
import { getChain } from '@infinitio/sdk'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { AwayBannerHost } from '#web/features/health/AwayBannerHost.tsx'
import { LiveUpdatesHost } from '#web/features/live/LiveUpdatesHost.tsx'
import { EarlyJump } from '#web/features/palette/EarlyJump.tsx'
import { prefetchAccount } from '#web/features/session/prefetchAccount.ts'
import { SignInDialogHost } from '#web/features/session/SignInDialogHost.tsx'
import { Footer } from '#web/features/shell/Footer.tsx'
import { LanguageScript } from '#web/features/shell/LanguageScript.tsx'
import { nonceOf } from '#web/features/shell/nonceOf.ts'
import { Providers } from '#web/features/shell/Providers.tsx'
import { TabBar } from '#web/features/shell/TabBar.tsx'
import { ToastHost } from '#web/features/shell/ToastHost.tsx'
import { OrderWatchHost } from '#web/features/watch/OrderWatchHost.tsx'
import { TopBar } from '#web/features/shell/TopBar.tsx'
import { monoFont } from '#web/styles/monoFont.ts'
import { PageMessages } from '#web/i18n/PageMessages.tsx'
import { displayRates, isPhone, errorSentences, languages, languageTags, pagePath, reading, sentencesId, supportUrl } from '#web/i18n/reading.ts'

export const dynamic = 'force-dynamic'

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  // When a phone shows its keyboard, let the page become smaller. Otherwise the keyboard would cover the buttons of a dialog and the row of keys below the
  // shell.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#101312' },
  ],
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return { title: { default: t('title'), template: `%s · Infinitio` }, description: t('description') }
}

/** Frames every page. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const t = await getTranslations('shell')
  const read = reading()
  const api = await serverApi()
  const nonce = nonceOf((await headers()).get('content-security-policy'))
  return (
    <html
      lang={languageTags[read.language]}
      data-reading={JSON.stringify(read)}
      data-rates={JSON.stringify(displayRates().map(({ currency, perPt }) => ({ currency, perPt })))}
      data-support={supportUrl() ?? undefined}
      data-phone={isPhone() ? '' : undefined}
      className={`${GeistSans.variable} ${monoFont.variable}`}
      suppressHydrationWarning
    >
      <body>
        <OtherLanguages />
        {read.language !== 'en' && <ErrorSentences />}
        <EarlyJump nonce={nonce} />
        <LanguageScript nonce={nonce} />
        <PageMessages of="frame">
          <Providers nonce={nonce}>
            <Prefetched fetch={(client) => [prefetchAccount(client, api), client.prefetchQuery(chainQuery(api))]}>
              <a className="btn primary skiplink" href="#main">
                {t('skipToContent')}
              </a>
              <TestMoney />
              <TopBar />
              <AwayBannerHost />
              <div id="main" tabIndex={-1} className="min-h-[calc(100dvh-160px)] outline-none">
                {children}
              </div>
              <Footer />
              <TabBar />
              <SignInDialogHost />
              <LiveUpdatesHost />
              <OrderWatchHost />
              <ToastHost />
            </Prefetched>
          </Providers>
        </PageMessages>
      </body>
    </html>
  )
}

/** Shows a note that the money has no value. Every page has this note if the market runs on a development chain. */
async function TestMoney() {
  const t = await getTranslations('shell')
  const chain = await getChain(await serverApi()).catch(() => null)
  if (chain?.developmentChain !== true) return null
  return (
    <aside className="testline" aria-label={t('testMarket')}>
      {t('testMoney')}
    </aside>
  )
}

/** Sends the error sentences in the reader's language to the browser. They are JSON data, so the browser never runs them as a script. */
function ErrorSentences() {
  const json = JSON.stringify(errorSentences()).replaceAll('<', '\\u003c')
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own file, with no tag in it.
  return <script id={sentencesId} type="application/json" dangerouslySetInnerHTML={{ __html: json }} />
}

/**
 * Tells search engines the URL of the page in each language. The URL without a language shows the visitor's preferred language, or English if the
 * request contains none.
 */
function OtherLanguages() {
  const path = pagePath()
  return (
    <>
      <link rel="alternate" hrefLang="x-default" href={path} />
      {languages.map((language) => (
        <link key={language} rel="alternate" hrefLang={languageTags[language]} href={`${path}?lang=${language}`} />
      ))}
    </>
  )
}

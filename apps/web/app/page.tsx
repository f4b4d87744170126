import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Button } from '#web/components/ui/Button.tsx'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { ClassPrices } from '#web/features/home/ClassPrices.tsx'
import { MarketFigures } from '#web/features/home/MarketFigures.tsx'
import { WhereNodesAre } from '#web/features/home/WhereNodesAre.tsx'
import { happeningQuery } from '#web/features/home/happeningQuery.ts'
import { HappeningNow } from '#web/features/home/HappeningNow.tsx'
import { HomeSearch } from '#web/features/home/HomeSearch.tsx'
import { ThreeWays, WhyTrust } from '#web/features/home/HomeSections.tsx'
import { marketQuery } from '#web/parts/market/marketQuery.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { realNodesQuery } from '#web/parts/market/realNodesQuery.ts'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

const steps = ['search', 'sign', 'login'] as const

/** `/`: shows the search box, current GPU prices, market activity and how the market works. */
export default async function HomePage() {
  const t = await getTranslations('home')
  const api = await serverApi()
  return (
    <PageMessages of="home">
      <main className="page p-home" style={{ paddingTop: 0 }}>
        <Prefetched
          fetch={(client) => [
            client.prefetchQuery(classesQuery(api)),
            client.prefetchQuery(realNodesQuery(api)),
            client.prefetchQuery(marketQuery(api, null)),
            client.prefetchQuery(happeningQuery(api)),
          ]}
        >
          <section className="hero">
            <h1>{t('title')}</h1>
            <p>{t('text')}</p>
            <HomeSearch />
          </section>
          <ThreeWays />
          <div className="pair">
            <ClassPrices />
            <HappeningNow />
          </div>
          <MarketFigures />
        </Prefetched>
        <section>
          <header className="sh">
            <h2>{t('how')}</h2>
          </header>
          <ol className="how">
            {steps.map((step, index) => (
              <li key={step}>
                <span className="n">{index + 1}</span>
                <h3>{t(`steps.${step}.title`)}</h3>
                <p>{t(`steps.${step}.text`)}</p>
              </li>
            ))}
          </ol>
        </section>
        <WhyTrust />
        <WhereNodesAre />
        <section className="prov">
          <div>
            <h2>{t('provideTitle')}</h2>
            <p>{t('provideText')}</p>
          </div>
          <Button asChild>
            <Link href="/provide">{t('provideLink')}</Link>
          </Button>
        </section>
      </main>
    </PageMessages>
  )
}

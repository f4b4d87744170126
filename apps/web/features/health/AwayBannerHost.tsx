'use client'
import dynamic from 'next/dynamic'

/** Shows `AwayBanner`. The server never draws that banner, so its script is loaded only in the browser, after the page is drawn. */
export const AwayBannerHost = dynamic(() => import('#web/features/health/AwayBanner.tsx').then((module) => module.AwayBanner), { ssr: false })

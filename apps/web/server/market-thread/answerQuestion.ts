import type { MarketTail } from '../market-data/createMarketTail.ts'
import { tellFigures } from '../market-data/tellFigures.ts'
import { tellFiguresOfClass } from '../market-data/tellFiguresOfClass.ts'
import type { MarketAnswers, MarketQuestion } from './marketQuestion.ts'

/** What the thread answers from. */
export type MarketParts = { readonly tail: MarketTail }

/** Answers a question in the market thread. Throws what the database throws. */
export async function answerQuestion(parts: MarketParts, question: MarketQuestion): Promise<MarketAnswers[MarketQuestion['kind']]> {
  const { tail } = parts
  switch (question.kind) {
    case 'figures':
      return tellFigures(await tail.read(), question)
    case 'figuresOfClass':
      return tellFiguresOfClass(await tail.read(), question)
    case 'figuresVersion':
      await tail.read()
      return tail.version()
  }
}

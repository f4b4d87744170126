/** A contract's refusal whose sentence somebody nearer to it has found. */
export class SpokenRefusal extends Error {
  override readonly name = 'SpokenRefusal'
}

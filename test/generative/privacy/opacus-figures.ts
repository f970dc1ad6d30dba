// Epsilons of opacus 1.6.0: RDPAccountant and PRVAccountant (epsilon error 0.01) with
// history = [(noise, rate, steps)], get_epsilon(delta), all other settings at their defaults.

export interface OpacusFigure {
  readonly noise: number
  readonly rate: number
  readonly steps: number
  readonly delta: number
  readonly renyi: number
  readonly privacyLoss: number
}

const figure = (
  noise: number,
  rate: number,
  steps: number,
  delta: number,
  renyi: number,
  privacyLoss: number,
): OpacusFigure => ({ noise, rate, steps, delta, renyi, privacyLoss })

export const opacusFigures: readonly OpacusFigure[] = [
  figure(1, 0.01, 1000, 1e-5, 2.101365, 1.838372),
  figure(1.1, 256 / 60000, 14062, 1e-5, 2.596556, 2.391744),
  figure(1.1, 256 / 60000, 3510, 1e-5, 1.280366, 1.142947),
  figure(0.7, 0.02, 500, 1e-5, 7.664088, 6.664263),
  figure(2, 0.05, 2000, 1e-6, 6.540308, 6.116816),
  figure(4, 0.1, 1000, 1e-5, 3.736242, 3.454536),
  figure(0.5, 0.005, 200, 1e-5, 6.619707, 5.278254),
  figure(1.5, 1, 10, 1e-5, 11.440861, 10.680005),
  figure(8, 0.2, 5000, 1e-6, 10.161523, 9.556961),
  figure(0.8, 0.1, 50, 1e-4, 7.862629, 6.714765),
  figure(1.3, 0.032, 600, 1e-4, 3.003591, 2.690588),
  figure(4, 0.01, 10000, 1e-5, 1.03549, 0.956936),
]

// TensorFlow.js's half of bench/train-step, on its WASM backend: runs blocks of training steps on
// request, in the same protocol as train_step.py. Usage: train-step.mjs THREADS

import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import tf from '@tensorflow/tfjs'
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm'

const require = createRequire(import.meta.url)
setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`)
setThreadsCount(Number(process.argv[2]))
await tf.setBackend('wasm')
await tf.ready()

const variable = (shape, deviation) => tf.variable(tf.randomNormal(shape, 0, deviation))
const layer = (inputs, outputs) => ({
  w: variable([inputs, outputs], Math.sqrt(2 / inputs)),
  b: variable([outputs], 0),
})
const dense = ({ w, b }, x) => tf.add(tf.matMul(x, w), b)

function mlp(batch, sizes) {
  const layers = sizes.slice(1).map((outputs, i) => layer(sizes[i], outputs))
  const x = tf.randomNormal([batch, sizes[0]])
  const y = tf.randomNormal([batch, sizes.at(-1)])
  return () => {
    const h = layers.reduce((h, l, i) => dense(l, i === 0 ? h : tf.relu(h)), x)
    return tf.mean(tf.square(tf.sub(h, y)))
  }
}

const numbers = 6
const spans = [10, 10, 10, 10, 10, 10, 9, 16, 7, 15, 6, 5, 2, 42, 2]
const width = numbers + spans.reduce((a, b) => a + b)

function tvae(batch) {
  const [e1, e2, m, s] = [[width, 128], [128, 128], [128, 128], [128, 128]].map((p) => layer(...p))
  const [d1, d2, d3] = [[128, 128], [128, 128], [128, width]].map((p) => layer(...p))
  const logSigma = tf.variable(tf.fill([numbers], Math.log(0.1)))
  const scalars = tf.randomUniform([batch, numbers], -1, 1)
  const choices = spans.map((n) =>
    tf.cast(tf.oneHot(tf.cast(tf.randomUniform([batch], 0, n), 'int32'), n), 'float32'),
  )
  const x = tf.concat([scalars, ...choices], 1)
  return () => {
    const h = tf.relu(dense(e2, tf.relu(dense(e1, x))))
    const mu = dense(m, h)
    const logS = dense(s, h)
    const z = tf.add(mu, tf.mul(tf.exp(logS), tf.randomNormal([batch, 128])))
    const y = dense(d3, tf.relu(dense(d2, tf.relu(dense(d1, z)))))
    const error = tf.mul(
      tf.sub(scalars, tf.tanh(tf.slice(y, [0, 0], [batch, numbers]))),
      tf.exp(tf.neg(logSigma)),
    )
    let loss = tf.sum(tf.add(tf.mul(0.5, tf.square(error)), logSigma))
    let at = numbers
    spans.forEach((n, i) => {
      const logits = tf.slice(y, [0, at], [batch, n])
      loss = tf.sub(loss, tf.sum(tf.mul(choices[i], tf.logSoftmax(logits))))
      at += n
    })
    const kl = tf.sum(
      tf.sub(tf.add(tf.square(mu), tf.exp(tf.mul(2, logS))), tf.add(1, tf.mul(2, logS))),
    )
    return tf.div(tf.add(tf.mul(2, loss), tf.mul(0.5, kl)), batch)
  }
}

function critic(batch, pack, condition) {
  const features = (width + condition) * pack
  const packs = batch / pack
  const layers = [layer(features, 256), layer(256, 256), layer(256, 1)]
  const real = tf.randomNormal([packs, features])
  const fake = tf.randomNormal([packs, features])
  const drop = (x) =>
    tf.mul(tf.mul(x, tf.cast(tf.greaterEqual(tf.randomUniform(x.shape), 0.5), 'float32')), 2)
  const score = (x) => {
    const h = drop(tf.leakyRelu(dense(layers[0], x), 0.2))
    return dense(layers[2], drop(tf.leakyRelu(dense(layers[1], h), 0.2)))
  }
  return () => {
    const between = tf.add(real, tf.mul(tf.randomUniform([packs, 1]), tf.sub(fake, real)))
    const slope = tf.grad((x) => tf.sum(score(x)))(between)
    const norm = tf.sqrt(tf.sum(tf.square(slope), 1))
    const penalty = tf.mean(tf.square(tf.sub(norm, 1)))
    const gap = tf.sub(tf.mean(score(fake)), tf.mean(score(real)))
    return tf.add(gap, tf.mul(10, penalty))
  }
}

function convVae(batch) {
  const kernel = (shape) => variable(shape, 0.05)
  const [k1, k2, k3] = [[4, 4, 1, 32], [4, 4, 32, 64], [3, 3, 64, 64]].map(kernel)
  const [k4, k5, k6] = [[3, 3, 64, 64], [4, 4, 32, 64], [4, 4, 1, 32]].map(kernel)
  const [e, d] = [layer(64 * 49, 32), layer(16, 64 * 49)]
  const x = tf.randomUniform([batch, 28, 28, 1])
  return () => {
    let h = tf.relu(tf.conv2d(x, k1, 2, 'same'))
    h = tf.relu(tf.conv2d(h, k2, 2, 'same'))
    h = tf.relu(tf.conv2d(h, k3, 1, 'same'))
    const code = dense(e, tf.reshape(h, [batch, 64 * 49]))
    const mu = tf.slice(code, [0, 0], [batch, 16])
    const logS = tf.slice(code, [0, 16], [batch, 16])
    const z = tf.add(mu, tf.mul(tf.exp(logS), tf.randomNormal([batch, 16])))
    let y = tf.reshape(tf.relu(dense(d, z)), [batch, 7, 7, 64])
    y = tf.relu(tf.conv2d(y, k4, 1, 'same'))
    y = tf.relu(tf.conv2dTranspose(y, k5, [batch, 14, 14, 32], 2, 'same'))
    y = tf.conv2dTranspose(y, k6, [batch, 28, 28, 1], 2, 'same')
    const loss = tf.sum(tf.sub(tf.softplus(y), tf.mul(x, y)))
    const kl = tf.sum(
      tf.sub(tf.add(tf.square(mu), tf.exp(tf.mul(2, logS))), tf.add(1, tf.mul(2, logS))),
    )
    return tf.div(tf.add(loss, tf.mul(0.5, kl)), batch)
  }
}

function autoregressive(batch, size = 128, headSize = 64) {
  const bins = [10_000, ...Array(14).fill(64)]
  const fields = bins.length
  const starts = bins.map((_, i) => bins.slice(0, i).reduce((a, b) => a + b, 0))
  const unknown = bins.reduce((a, b) => a + b)
  const vectors = variable([unknown + 1, size], 0.1)
  const hidden = layer(size, fields * headSize)
  const heads = bins.map((n) => layer(headSize, n))
  const codes = bins.map((n) => tf.cast(tf.floor(tf.randomUniform([batch], 0, n)), 'int32'))
  const x = tf.stack(codes, 1)
  const start = tf.tensor1d(starts, 'int32')
  const places = tf.div(tf.range(0, fields), fields)
  return () => {
    const isPrefix = tf.greater(tf.randomUniform([batch, 1]), 0.5)
    const key = tf.where(isPrefix, places, tf.randomUniform([batch, fields]))
    const known = tf.greater(tf.randomUniform([batch, 1]), key)
    const shown = tf.where(known, tf.add(x, start), tf.scalar(unknown, 'int32'))
    const state = tf.sum(tf.gather(vectors, shown), 1)
    const inner = tf.relu(dense(hidden, tf.relu(state)))
    const losses = heads.map((head, i) => {
      const part = tf.slice(inner, [0, i * headSize], [batch, headSize])
      const chosen = tf.cast(tf.oneHot(codes[i], bins[i]), 'float32')
      return tf.neg(tf.sum(tf.mul(chosen, tf.logSoftmax(dense(head, part))), 1))
    })
    const isHidden = tf.sub(1, tf.cast(known, 'float32'))
    const sums = tf.sum(tf.mul(tf.stack(losses, 1), isHidden), 1)
    return tf.mean(tf.div(sums, tf.maximum(tf.sum(isHidden, 1), 1)))
  }
}

const cases = {
  mlp: () => mlp(500, [160, 256, 256, 160]),
  tvae: () => tvae(500),
  critic: () => critic(500, 10, 104),
  'conv-vae': () => convVae(64),
  'article-gan-generator': () => mlp(64, [128, 256, 512, 1024, 2048]),
  autoregressive: () => autoregressive(500),
}

function cpuMilliseconds() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

console.log(JSON.stringify({ version: `TensorFlow.js ${tf.version_core} WASM` }))
const made = new Map()
for await (const line of createInterface({ input: process.stdin })) {
  const { case: name, steps, clock } = JSON.parse(line)
  const now = clock === 'cpu' ? cpuMilliseconds : () => performance.now()
  try {
    if (!made.has(name)) made.set(name, { loss: cases[name](), optimiser: tf.train.adam(1e-3) })
    const { loss, optimiser } = made.get(name)
    const milliseconds = []
    let last = 0
    for (let i = 0; i < steps; i++) {
      const started = now()
      const value = optimiser.minimize(loss, true)
      last = value.dataSync()[0]
      value.dispose()
      milliseconds.push(now() - started)
    }
    console.log(JSON.stringify({ milliseconds, loss: last }))
  } catch (error) {
    console.log(JSON.stringify({ error: String(error.message).split('\n')[0] }))
  }
}
process.exit(0)

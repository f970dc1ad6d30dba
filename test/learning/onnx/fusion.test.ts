import { expect, test } from 'vitest'
import { input } from '../../../src/learning/graph/apply.ts'
import { reshape } from '../../../src/learning/graph/arrangement.ts'
import { convolution, convolutionTranspose } from '../../../src/learning/graph/convolution.ts'
import { add, multiply } from '../../../src/learning/graph/elementwise.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import { topologicalOrder, type Node } from '../../../src/learning/graph/node.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { findBiases } from '../../../src/learning/onnx/fusion.ts'
import { createSession } from '../../../src/learning/onnx/session.ts'
import { createRandom } from '../../../src/random.ts'
import { value } from '../graph/samples.ts'

const x = input('x', [2, 3])
const weight = input('weight', [4, 3])
const image = input('image', [2, 3, 5, 5])
const kernel = input('kernel', [3, 3, 2, 2])
const bias = input('bias', [4])
const perChannel = input('perChannel', [3])
const product = matmul(x, weight, { transposeRight: true })
const found = (...outputs: Node[]): number => findBiases(topologicalOrder(outputs), outputs).size

test('a bias is found behind products that nothing else uses', () => {
  const column = reshape(perChannel, [1, 3, 1, 1])
  expect(found(add(product, bias))).toBe(1)
  expect(found(add(bias, product))).toBe(1)
  expect(found(add(convolution(image, kernel), column))).toBe(1)
  expect(found(add(convolutionTranspose(image, kernel), reshape(perChannel, [3, 1, 1])))).toBe(1)
})

test('nothing is found where the product is used elsewhere or what is added is no bias', () => {
  expect(found(add(product, bias), multiply(product, 2))).toBe(0)
  expect(found(add(product, bias), product)).toBe(0)
  expect(found(add(product, input('other', [2, 4])))).toBe(0)
  expect(found(add(convolution(image, kernel), input('other', [4])))).toBe(0)
})

test('the fused operators give what the interpreter gives', async () => {
  const column = reshape(perChannel, [1, 3, 1, 1])
  const outputs = {
    dense: add(product, bias),
    convolved: add(convolution(image, kernel), column),
    enlarged: add(column, convolutionTranspose(image, kernel, { stride: 2 })),
  }
  const inputs = [x, weight, image, kernel, bias, perChannel]
  const random = createRandom('bias')
  const feeds = Object.fromEntries(
    inputs.map(({ attributes: { name, shape } }) => [name, value(random, { shape })]),
  )
  const session = await createSession(encodeModel({ inputs, outputs }))
  const results = await session.run(feeds)
  await session.release()
  evaluate(Object.values(outputs), feeds).forEach(({ data }, k) => {
    const got = results[Object.keys(outputs)[k]!]!.data
    data.forEach((wanted, i) => expect(got[i]).toBeCloseTo(wanted, 4))
  })
})

FROM node:24-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
COPY backend/package.json backend/
COPY frontend/package.json frontend/
COPY libs/domain/package.json libs/domain/
COPY libs/contract/package.json libs/contract/
COPY libs/brokers/package.json libs/brokers/
COPY libs/connectors/package.json libs/connectors/
COPY tools/local/package.json tools/local/
COPY tools/harness/package.json tools/harness/
COPY tools/push/package.json tools/push/

FROM manifests AS build
RUN npm ci
COPY . .
RUN npx nx run-many -t build -p backend frontend

# What the server needs at run time and nothing else: no PostgreSQL, no Chromium, no Angular.
FROM manifests AS dependencies
RUN npm ci --omit=dev --ignore-scripts -w @singularity/backend -w @singularity/domain -w @singularity/contract -w @singularity/brokers -w @singularity/connectors

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=dependencies /app ./
COPY --from=build /app/libs/domain/dist libs/domain/dist
COPY --from=build /app/libs/contract/dist libs/contract/dist
COPY --from=build /app/libs/brokers/dist libs/brokers/dist
COPY --from=build /app/libs/connectors/dist libs/connectors/dist
COPY --from=build /app/backend/dist backend/dist
COPY --from=build /app/frontend/dist frontend/dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/status`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "backend/dist/main.js"]

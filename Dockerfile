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
RUN find libs/*/dist backend/dist \( -name '*.d.ts' -o -name '.tsbuildinfo' \) -delete

# What the server needs at run time and nothing else: no PostgreSQL, no Chromium, no Angular, and of what is left no types
# and no source maps.
FROM manifests AS dependencies
RUN npm ci --omit=dev --ignore-scripts -w @singularity/backend -w @singularity/domain -w @singularity/contract -w @singularity/brokers -w @singularity/connectors \
  && find node_modules -type f \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' \) -delete
# An optional peer of packages that bring types along: nothing that runs asks for it.
RUN rm -rf node_modules/typescript

# Node.js, the libraries that it and its native packages are linked to, and what scanners read of these: no shell, no
# package manager.
FROM node:24-slim AS system
COPY --from=dependencies /app/node_modules /app/node_modules
RUN mkdir -p /system/tmp /system/var/lib/dpkg/status.d && chmod 1777 /system/tmp \
  && cp --parents -L /usr/local/bin/node /etc/passwd /etc/group /etc/os-release \
    $(ldd /usr/local/bin/node $(find /app -name '*.node') | grep -oE '(=> |\s)/(usr/)?lib[^ ]*' | grep -o '/.*' | sort -u) /system \
  && for package in libc6 libgcc-s1 libstdc++6; do \
    dpkg-query --status "$package" >"/system/var/lib/dpkg/status.d/$package"; \
  done

FROM scratch
LABEL org.opencontainers.image.title="Singularity" \
  org.opencontainers.image.description="Event-sourced trade journal for trading communities on Discord"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 PATH=/usr/local/bin
WORKDIR /app
COPY --from=system /system /
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

FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
# git reads the local clones that code.repository names, which belong to another user when they are mounted.
RUN apt-get update \
  && apt-get install -y --no-install-recommends git \
  && rm -rf /var/lib/apt/lists/* \
  && git config --system --add safe.directory '*' \
  && install -d -o node -g node /data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY machines ./machines
COPY src ./src

ENV NODE_ENV=production
# In a container the port is reached from outside. It is opened in HTTP mode only.
ENV SWITCHBACK_HOST=0.0.0.0
# Used unless DATABASE_URL is set.
ENV SWITCHBACK_STORE=/data/switchback.sqlite
VOLUME /data
USER node

# In this form node is process 1 and gets the signals itself; it stops on SIGTERM and SIGINT.
CMD ["node", "--import", "./src/check-node.mjs", "src/main.ts"]

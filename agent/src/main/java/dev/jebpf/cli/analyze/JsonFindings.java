package dev.jebpf.cli.analyze;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Findings as one JSON object in UTF-8, the most severe first.
public record JsonFindings(Severity least) {

  /// Writes the object and a line feed; leaves the stream open.
  public void write(List<Finding> findings, OutputStream out) throws IOException {
    var factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (var json = factory.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("findings");
      for (var finding : findings.stream().sorted(Finding.IMPORTANCE).toList()) {
        if (finding.severity().compareTo(least) >= 0) {
          write(json, finding);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void write(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", finding.id());
    json.writeStringField("name", finding.name());
    json.writeStringField("topic", finding.topic());
    json.writeStringField("severity", finding.severity().toString());
    json.writeNumberField("score", Math.round(finding.score() * 10) / 10.0);
    json.writeStringField("summary", finding.summary());
    json.writeStringField("explanation", finding.explanation());
    json.writeStringField("solution", finding.solution());
    json.writeArrayFieldStart("details");
    for (var detail : finding.details()) {
      json.writeString(detail);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
